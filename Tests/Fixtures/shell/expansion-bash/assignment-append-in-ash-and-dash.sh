# shells: dash ash
x=a
x+=b
echo "$? $x"
