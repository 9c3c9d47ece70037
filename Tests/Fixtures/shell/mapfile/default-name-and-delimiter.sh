# shells: bash
mapfile -t <<<"line"; echo "${MAPFILE[0]}"
printf 'a:b:c' | { mapfile -d : -t x; echo "${#x[@]} ${x[@]}"; }
printf 'a b\0c\0' | { mapfile -d '' -t x; printf '<%s>' "${x[@]}"; echo; }
