# status: 2
x='if '
i=0
while [ $i -lt 14 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x"
