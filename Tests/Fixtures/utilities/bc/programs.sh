cat >f <<'X'
define f(x) {
  if (x <= 1) return (1);
  return (x * f(x - 1));
}
define s(n) {
  auto i, t
  t = 0
  for (i = 1; i <= n; i++) {
    if (i == 3) continue
    if (i > 5) break
    t += i
  }
  return t
}
f(20)
s(10)
i = 3
while (i > 0) { i; i = i - 1 }
for (i = 0; i < 3; ++i) print i, " "
print "\n"
if (1 < 2) "yes
"
if (1 > 2) 5 else 6
a[3] = 4; a[3]; a[2]
(b = 5)
b++; b; ++b; b--
quit
X
bc f
bc <f
