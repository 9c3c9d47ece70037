set -e
x=$(false; echo inner)
echo "x=$x"
