# shells: bash
touch f1
declare -A m=([x]=$'l1\nl2' [y]='*')
echo "${m[x]}"; echo ${m[y]} "${m[y]}"
