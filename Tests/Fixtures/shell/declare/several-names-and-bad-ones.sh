# shells: bash
declare a=1 b=2 c; echo $a $b "[$c]"
declare 1x=3; echo $?
declare a-b=1 ok=2; echo $? $ok
declare -Z x; echo $?
