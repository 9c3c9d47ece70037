# shells: dash ash bash
echo before
f() { echo a
f
