# shells: bash
printf 'a\nb c\n\nd' >f
mapfile x <f; echo ${#x[@]}; printf '<%s>' "${x[@]}"; echo
mapfile -t y <f; printf '<%s>' "${y[@]}"; echo
readarray -t z <<<"one line"; echo "${z[0]}"; mapfile -t e </dev/null; echo ${#e[@]}
