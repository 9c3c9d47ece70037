# shells: bash
f() { echo "${FUNCNAME[@]} / ${#FUNCNAME[@]}"; g; }
g() { echo "${FUNCNAME[0]} from ${FUNCNAME[1]} / ${BASH_LINENO[@]}"; caller; caller 0; caller 1; echo $?; caller 2; echo $?; }
f
echo "[${FUNCNAME[0]}]"; caller; echo $?
