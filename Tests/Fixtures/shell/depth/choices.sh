# status: 2
x='case a in a) '
i=0
while [ $i -lt 14 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x"
