# shells: bash
a=(1 2 3)
IFS=,:; echo "${a[*]}"
IFS=; echo "${a[*]}"
unset IFS; echo "${a[*]}"
IFS=-; x=${a[*]}; echo "$x"; x=${a[@]}; echo "$x"
