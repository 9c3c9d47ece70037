# shells: bash
a=(1 2 3); r=()
for x in "${a[@]}"; do r=("$x" "${r[@]}"); done
echo "${r[*]}"
join() { local IFS="$1"; shift; echo "$*"; }
join , "${a[@]}"; join '' x y; join ab p q
