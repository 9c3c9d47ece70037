echo start
: < missing
echo "after $?"
