# shells: bash
a[0]=(x y)
echo $?
