# shells: dash
set -o
