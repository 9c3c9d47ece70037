# shells: bash
a=("a b" "" c)
b=("${a[@]}"); c=(${a[@]})
echo ${#b[@]} ${#c[@]}
b[0]=changed; echo "${a[0]}"
