# shells: bash
set -o pipefail; while echo y; do :; done 2>/dev/null | head -n 1; echo "$? ${PIPESTATUS[@]}"
while echo y; do :; done 2>/dev/null | head -n 1; s=("${PIPESTATUS[@]}"); echo "${s[@]}"
