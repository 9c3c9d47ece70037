# shells: bash
export KV_a=1 KV_B_c='two words' KV_path=/x OTHER=no
for v in "${!KV_@}"; do k=${v#KV_}; k=${k,,}; printf '%s = %s\n' "${k//_/.}" "${!v}"; done
while IFS='=' read -r key value; do [[ $key =~ ^KV_([A-Za-z_]+)$ ]] && echo "${BASH_REMATCH[1]}:$value"; done < <(env | sort)
