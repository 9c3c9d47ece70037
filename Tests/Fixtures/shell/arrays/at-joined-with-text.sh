# shells: bash
a=(1 "2 b" 3)
printf '<%s>' "x${a[@]}y"; echo
printf '<%s>' "x${a[*]}y"; echo
e=()
printf '<%s>' "x${e[@]}y"; echo
printf '<%s>' "${e[@]}"; echo
printf '<%s>' "${e[@]}" end; echo
