# shells: bash
a=(x y z) n=2
for ((i = ${#a[@]} - 1; i >= $((n - 2)); i--)); do printf '%s ' "${a[i]}"; done; echo
for ((i = $(echo 1); i <= $n; i++)); do echo $i; done
