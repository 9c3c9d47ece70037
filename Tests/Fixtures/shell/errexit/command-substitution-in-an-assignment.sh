set -e
x=$(true)
echo a
x=$(echo out; false)
echo "no $x"
