(trap 'echo bye' EXIT; echo hi)
x=$(trap 'echo bye' EXIT; echo hi); echo "$x"
{ trap 'echo one' EXIT; echo b; } | cat
echo a | { trap 'echo two' EXIT; cat; }
(trap 'echo there' EXIT) > f; echo here; cat f
(trap 'echo t; exit 7' EXIT; exit 3); echo $?
(trap 'false; exit' EXIT; exit 3); echo $?
(trap 'echo in' EXIT; false); echo $?
(trap 'echo r; return 4; echo no' EXIT; :); echo $?
(trap 'echo f' EXIT; : ${x?}); echo $?
(trap '(echo inner; exit 5)' EXIT; exit 3); echo $?
