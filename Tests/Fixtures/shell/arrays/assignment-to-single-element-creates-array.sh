# shells: bash
n[3]=x
declare -p n
echo ${#n[@]} "[$n]"
unset v; v[0]=a; declare -p v
