# shells: bash
declare -A m=([one]=1 [two words]=2 [x]='a b')
echo "${m[one]}" "${m[two words]}" "${m[x]}" "[${m[none]}]" ${#m[@]}
k=one; echo "${m[$k]}" "${m["one"]}"
m[$k]+=1; echo "${m[one]}"
