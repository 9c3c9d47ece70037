# shells: bash
declare -n r='a b'; echo $?
declare -n s=1x; echo $?
declare -n t=; echo $?
