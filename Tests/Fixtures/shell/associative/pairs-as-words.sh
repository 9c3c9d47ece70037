# shells: bash
declare -A m=(a 1 b 2 c)
for k in "${!m[@]}"; do echo "$k=[${m[$k]}]"; done | sort
