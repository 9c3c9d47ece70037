set -e
trap 'rc=$?; echo "cleanup $rc"; exit 9' EXIT
f() { false; }
f
