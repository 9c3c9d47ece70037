# shells: dash
x=abc
echo ${x/a/b}
echo after
