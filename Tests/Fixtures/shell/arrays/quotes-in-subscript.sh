# shells: bash
a=(zero one two)
echo "${a["1"]}"
i='1 + 1'; echo "${a[i]}" "${a[$i]}" "${a["$i"]}"
