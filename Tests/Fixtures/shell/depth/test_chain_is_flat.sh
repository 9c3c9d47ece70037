# status: 0
x='a -a ! b -o '
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
[ $x a ]
