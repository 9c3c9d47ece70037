# shells: bash
trap 'echo "err in ${FUNCNAME[0]:-main}"' ERR
f() { false; true; }; g() { false; }
f; echo --; g; echo --; set -E; f; echo --; g
