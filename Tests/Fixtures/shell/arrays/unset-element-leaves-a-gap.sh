# shells: bash
a=(a b c); unset 'a[1]'
echo "${#a[@]}" "${!a[@]}" "${a[@]}" "[${a[1]}]"
unset a; echo "${#a[@]}" "[${a[*]}]"
