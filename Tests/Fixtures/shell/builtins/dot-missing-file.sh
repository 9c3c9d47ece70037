echo a
. ./missing
echo "b $?"
