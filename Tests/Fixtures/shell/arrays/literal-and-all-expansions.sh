# shells: bash
a=(one "two words" three)
echo "$a" "${a[1]}" "${a[@]}"
echo "${#a[@]}" "${#a[*]}" "${#a}" "${#a[1]}"
printf '<%s>' "${a[@]}"; echo
printf '<%s>' "${a[*]}"; echo
printf '<%s>' ${a[@]}; echo
printf '<%s>' ${a[*]}; echo
