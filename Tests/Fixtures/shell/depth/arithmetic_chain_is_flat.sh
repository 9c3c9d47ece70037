# status: 0
x='1+2*3-'
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
echo $(($x 1))
