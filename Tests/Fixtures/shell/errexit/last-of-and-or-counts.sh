set -e
true && true
echo a
true && false
echo b
