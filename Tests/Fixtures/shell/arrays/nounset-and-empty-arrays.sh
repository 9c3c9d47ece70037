# shells: bash
set -u
e=()
echo "[${e[@]}]" "[${e[*]}]" "${#e[@]}"
a=(x)
echo "${a[0]}"
echo "${a[1]}"; echo not reached
