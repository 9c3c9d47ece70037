# shells: bash
a=(x y z); touch a1; unset a[1]; echo "${a[@]}"
b=(x y z); unset 'b[1]'; echo "${b[@]}"
