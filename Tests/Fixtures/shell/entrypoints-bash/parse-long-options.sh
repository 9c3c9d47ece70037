# shells: bash
while (($#)); do :; done; set -- --host=h --port 80 --flag -abc rest --x
declare -A o=(); pos=(); while (($#)); do case "$1" in --*=*) k=${1%%=*}; o[${k#--}]=${1#*=};; --port) o[port]=$2; shift;; --*) o[${1#--}]=true;; -?*) for ((i = 1; i < ${#1}; i++)); do o[${1:i:1}]=1; done;; *) pos+=("$1");; esac; shift; done
for k in "${!o[@]}"; do echo "$k=${o[$k]}"; done | sort; echo "${pos[@]}"
