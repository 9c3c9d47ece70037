# shells: gnu
while read -r p; do jq -n "$p"; echo $?; done <<'P'
1 +
[1,2
if 1 then
.a.[1]
. as [$a] | $b | foo(1)
}
(1
1 2
.foo bar
%
reduce . as $x
{a b}
{a:1 b:2}
. as {a:$x, b} | 1
label foo | 1
break
break $x
1 == 2 == 3
"abc
"\(1;2)"
{(1):2}
1/0
def f(x) x; 1
try error("x") catch
@
.[
foo::bar
P
jq -n '
1 |
  foo'
echo $?
