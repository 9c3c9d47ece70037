# shells: bash
a=(a b c); unset 'a[0]'
echo "[$a]" "${a[@]}" "${a-unset}" "${a[1]-unset}"
b=(x y); unset 'b[@]'; echo "${#b[@]}" "${b-gone}"
