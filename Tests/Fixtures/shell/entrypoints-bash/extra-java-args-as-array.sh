# shells: bash
OPTS='-Xmx1g "-Dname=a b" -Dq='"'c d'"; declare -a arr; eval "arr=($OPTS)"; printf '<%s>' "${arr[@]}"; echo
while IFS= read -r -d '' item; do list+=("$item"); done < <(printf '%s\0' "x y" z ''); echo "${#list[@]}"
if [[ $# -lt 1 ]] || [[ "$1" == "--"* ]]; then exec echo java "${arr[@]}" -jar app.war "$@"; fi
