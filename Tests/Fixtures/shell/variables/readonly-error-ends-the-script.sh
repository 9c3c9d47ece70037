readonly x=1
echo before
x=2
echo "after $?"
