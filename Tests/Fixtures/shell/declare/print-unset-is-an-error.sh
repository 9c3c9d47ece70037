# shells: bash
declare -p nosuch; echo $?
declare v; declare -p v; echo $?
declare -p a-b; echo $?
