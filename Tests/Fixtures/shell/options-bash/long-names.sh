# shells: bash
set -o errexit -o nounset -o xtrace 2>/dev/null; set +o xtrace; echo $- | tr -cd eux; echo; set +eu; set -euo pipefail; shopt -po errexit pipefail
