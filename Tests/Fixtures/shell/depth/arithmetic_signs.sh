# status: 0
x='- '
i=0
while [ $i -lt 14 ]; do x="$x$x"; i=$((i + 1)); done
echo $(($x 1))
