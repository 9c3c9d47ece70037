# shells: bash
set -k; f() { echo "$# $v"; }; f a v=1 b; echo "[$v]"
