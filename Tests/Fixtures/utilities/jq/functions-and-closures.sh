# shells: gnu
jq -nc 'def f: 1; def g(x): x + x; def h($a; $b): $a * $b; f, g(2), h(3; 4)'
jq -nc 'def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; [range(6) | fac], (170 | fac)'
jq -nc 'def f(x): x | x; 1 | f(. + 1), f(., 5)'
jq -nc 'def f: def g: 3; g; f, (def g: 4; f + g)'
jq -nc 'def f($a; $b): [$a, $b]; f(1, 2; 3, 4)'
jq -nc 'def deep: if . > 100000 then . else . + 1 | deep end; 0 | deep'
jq -nc 'foo(1; 2) + $bar'; echo $?
