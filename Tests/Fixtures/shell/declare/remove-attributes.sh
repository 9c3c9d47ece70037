# shells: bash
declare -x v=1; declare +x v; declare -p v; declare -i n=3; declare +i n; n=1+1; echo $n
readonly r=1; declare +r r; echo $?
