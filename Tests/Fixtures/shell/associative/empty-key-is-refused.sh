# shells: bash
declare -A m
m[]=x; echo $?
k=; m[$k]=y; echo $?
echo "[${m[""]}]"; echo $?
