# shells: dash ash bash
set -e
f() { [ "$1" = x ] && echo is x; }
f x
f y || echo "or $?"
f y
echo never
