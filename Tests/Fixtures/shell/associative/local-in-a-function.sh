# shells: bash
f() { local -A m=([k]=inner); m[j]=2; echo "${m[k]}" ${#m[@]}; }
declare -A m=([k]=outer)
f; echo "${m[k]}" ${#m[@]}
