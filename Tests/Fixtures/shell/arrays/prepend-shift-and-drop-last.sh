# shells: bash
a=(b c)
a=(a "${a[@]}"); echo "${a[@]}"
a=("${a[@]:1}"); echo "${a[@]}"
unset 'a[${#a[@]}-1]'; echo "${a[@]}"
set -- postgres -c x; set -- "$1" "${@:2}" more; echo "$@"
