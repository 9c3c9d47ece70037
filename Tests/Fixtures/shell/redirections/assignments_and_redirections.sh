x=$(echo hi >&2) 2> f
cat f
x=1 > g
echo $x
ls
false > h
echo $?
> h
echo $?
