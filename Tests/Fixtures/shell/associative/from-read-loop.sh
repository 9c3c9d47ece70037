# shells: bash
declare -A cfg; while IFS='=' read -r k v; do [[ $k == \#* || -z $k ]] && continue; cfg[$k]=$v; done <<'E'
# comment
host=db=1
port=5432

E
echo "${cfg[host]} ${cfg[port]} ${#cfg[@]}"
