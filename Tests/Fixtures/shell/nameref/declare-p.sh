# shells: bash
x=v; declare -n r=x; declare -p r; declare -p x; declare -n u; declare -p u
declare -n r; echo "${r@a}" "${!r}"
