# shells: dash
set -o pipefail
echo never
