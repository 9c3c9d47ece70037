set -e
f() { false; echo on; }
f | cat
echo a
f | cat || true
true | f
echo no
