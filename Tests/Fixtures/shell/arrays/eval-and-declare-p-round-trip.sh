# shells: bash
a=("x y" $'n\nl' 'q"$'); d=$(declare -p a); unset a; eval "$d"; echo "${#a[@]}" "${a[2]}"; f() { declare -p a; }; f | wc -l; eval "b=(${a[*]@Q})"; echo "${#b[@]}"
