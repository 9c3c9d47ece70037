# shells: bash
set -Eeuo pipefail
trap 'echo "failed at ${BASH_SOURCE[0]:-main}:$LINENO: $BASH_COMMAND ($?)" >&2' ERR
step() { echo "step $1"; [[ $1 -lt 2 ]]; }
step 1
step 2
echo never
