# shells: bash
declare -A m=([a]=1 [b c]=2 ['x[1]']=3)
unset 'm[a]' 'm[b c]'; echo ${#m[@]} "${!m[@]}"
k='x[1]'; echo "${m[$k]}"
unset "m[$k]"; echo ${#m[@]}
