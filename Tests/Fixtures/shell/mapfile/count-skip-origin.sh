# shells: bash
seq 10 >f
mapfile -t -n 3 x <f; echo "${x[@]}"; mapfile -t -s 8 x <f; echo "${x[@]}"
mapfile -t -s 2 -n 2 x <f; echo "${x[@]}"
x=(p q r); mapfile -t -O 1 -n 1 x <f; echo "${x[@]}"; mapfile -t -n 0 x <f; echo ${#x[@]}
