# shells: bash
echo before
f() { echo a; if; }
echo after
