(echo b >&12; echo never)
echo $?
x=
echo a >&$x
echo never
