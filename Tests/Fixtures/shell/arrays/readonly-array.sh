# shells: bash
readonly -a r=(1 2)
(r[0]=x); echo $?
(r+=(3)); echo $?
(unset 'r[0]'); echo $?
declare -p r
