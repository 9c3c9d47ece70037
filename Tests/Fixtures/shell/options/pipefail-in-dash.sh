# shells: dash
(set -o pipefail) 2>/dev/null; echo $?; set -euo pipefail; echo no
