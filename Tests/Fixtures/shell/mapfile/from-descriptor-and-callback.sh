# shells: bash
mapfile -t -u 3 x 3<<<$'p\nq'; echo "${x[@]}"
cb() { echo "cb $1 [$2]"; }
mapfile -t -C cb -c 2 y < <(seq 5); echo "${#y[@]}"
