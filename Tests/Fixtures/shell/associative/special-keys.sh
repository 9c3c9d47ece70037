# shells: bash
declare -A m
m[@a]=1; m["*"]=2; m['$x']=3; m["]"]=4; m['a"b']=5
k='*'; echo "${m[$k]}"; k=']'; echo "${m[$k]}"
for k in "${!m[@]}"; do echo "$k"; done | sort
