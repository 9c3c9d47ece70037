# shells: bash
a=([1]=x [4]=y [2]=z)
for i in "${!a[@]}"; do echo "$i=${a[$i]}"; done
for ((i = 0; i < ${#a[@]}; i++)); do printf '[%s]' "${a[i]}"; done; echo
