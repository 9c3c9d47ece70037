# shells: dash
x=abc
echo before
echo ${x/b/X}
echo after
