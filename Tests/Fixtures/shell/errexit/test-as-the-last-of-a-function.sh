set -e
f() { [ -n "$1" ] && echo "got $1"; }
f a
f ''
echo "no: f returned nonzero"
