# shells: bash
declare -A m=([a]=1 [b]=2)
m+=([c]=3 [a]=9)
for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort
m=([z]=0); echo "${!m[@]}" "${m[@]}"
