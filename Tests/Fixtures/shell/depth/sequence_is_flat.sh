# status: 0
x='true; '
i=0
while [ $i -lt 15 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x"
