# shells: bash
args=(--auth --bind 1.2.3.4 --port=27017 --config c.yml)
ensure() { local name="$1"; shift; local val="$1"; shift; local -a out=(); local seen=; while (($#)); do case $1 in "$name") seen=1; out+=("$1" "$val"); shift 2;; "$name"=*) seen=1; out+=("$name=$val"); shift;; *) out+=("$1"); shift;; esac; done; [ "$seen" ] || out+=("$name" "$val"); args=("${out[@]}"); }
drop() { local name="$1" n; local -a out=(); for ((n = 0; n < ${#args[@]}; n++)); do [[ ${args[n]} == "$name" ]] && { ((n++)) || :; continue; }; out+=("${args[n]}"); done; args=("${out[@]}"); }
ensure --bind 127.0.0.1 "${args[@]}"; echo "${args[*]}"; ensure --port 1 "${args[@]}"; ensure --new n "${args[@]}"; drop --config; printf '<%s>' "${args[@]}"; echo
