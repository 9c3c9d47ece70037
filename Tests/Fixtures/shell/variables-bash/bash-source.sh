# shells: bash
cat >lib.sh <<'E'
echo "src ${BASH_SOURCE[0]} 0=$0 n=${#BASH_SOURCE[@]} fn=${FUNCNAME[0]}"
libf() { echo "${BASH_SOURCE[0]}|${BASH_SOURCE[1]}|${FUNCNAME[*]}"; caller 0; }
libf
E
. ./lib.sh; source lib.sh 2>/dev/null; libf; echo "[${BASH_SOURCE[0]}]"; bash ./lib.sh
