# shells: bash
set -euo pipefail; shopt -po pipefail; shopt -p -o errexit invalid nounset || echo $?
