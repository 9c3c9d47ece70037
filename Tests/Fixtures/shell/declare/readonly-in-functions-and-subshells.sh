# shells: bash
readonly x=1
f() { local x=2; echo "in $x"; }
f; echo $?
(x=5; echo no); echo $?
x=6 true; echo $?
read x <<<7; echo $? $x
for x in a; do echo loop; done; echo $?
