set -e
false && true
echo a
[ -n "" ] && echo x
echo b
f() { false && true; }
f
echo c
