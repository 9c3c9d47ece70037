set -e
f() { return 3; }
f || echo "or $?"
f
echo no
