set -e
trap 'echo "trap $?"' EXIT
echo a
(exit 5)
echo no
