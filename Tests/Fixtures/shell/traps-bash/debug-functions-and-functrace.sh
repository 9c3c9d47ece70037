# shells: bash
f() { echo in f; }
trap 'echo "D $BASH_COMMAND"' DEBUG
f
set -T
f
