# shells: dash
x=abc
echo ${x:1}
echo after
