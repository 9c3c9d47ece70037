# shells: bash
set -o; set +o | head -n 3
