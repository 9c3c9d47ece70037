# shells: bash
a=(1 2)
a[0]=x true; echo "${a[0]}"
b=(p q) true; echo "${b[@]}"
