readonly x=1
read x <<E
2
E
echo "$? $x"
command . ./nosuch; echo $?
x=2; echo no
