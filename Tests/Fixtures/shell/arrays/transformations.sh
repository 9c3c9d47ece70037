# shells: bash
a=("a b" 'c$d' "" $'n\nl')
echo "${a[@]@Q}"
echo "${a[*]@Q}"
echo "${a[@]@A}"
echo "${a[@]@K}"
echo "${a[@]@a}" / "${a@a}"
