set -e
echo "x$(false; echo on)"
echo "y$(exit 3)"
echo alive
