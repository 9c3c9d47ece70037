# shells: dash ash
readonly x=1
(x=2; echo no); echo $?
(unset x; echo no); echo $?
(export x=3; echo no); echo $?
(read x <f; echo no) 2>/dev/null; echo $?
(for x in a; do echo no; done); echo $?
f() { local x=2; echo "in $x"; }; f; echo $?
