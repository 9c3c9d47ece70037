echo before
echo "abc
