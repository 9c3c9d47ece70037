# status: 2
x='('
i=0
while [ $i -lt 14 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x"
