# shells: bash
PLUGINS='a, b,c ,,d'; IFS=, read -ra list <<<"$PLUGINS"; for p in "${list[@]}"; do p="${p// /}"; [[ -n $p ]] || continue; echo "[$p]"; done
for kv in ${OPTIONS:-x=1 y=2}; do echo "${kv%%=*} -> ${kv#*=}"; done; oldifs=$IFS; IFS=:; for d in $PATH; do echo "$d"; done; IFS=$oldifs; IFS=';' ; set -- $(echo 'p;q r'); echo $#
