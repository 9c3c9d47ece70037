# shells: bash
seq 5 | { mapfile -t -n 2 a; read -r n; echo "${a[*]} then $n"; cat; }
