# shells: bash
set -E; trap 'echo "[$BASH_COMMAND] ${BASH_LINENO[0]} $?"' ERR
f() {
    ls /nosuch 2>/dev/null || true
    cat /nosuch 2>/dev/null
}
f x
