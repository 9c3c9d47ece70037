# shells: bash
touch b.c a.c 'x y.c'
a=(*.c); echo "${#a[@]}" "${a[0]}" "${a[2]}"
b=($(echo p q r)); echo "${#b[@]}"
c=("$(echo p q)"); echo "${#c[@]}"
d=({1..3} x{a,b}); echo "${d[@]}"
IFS=:; p=/a:/b:/c; e=($p); echo "${#e[@]}"
