# shells: bash ash
set -o pipefail; yes 2>/dev/null | head -n 1; echo $?
