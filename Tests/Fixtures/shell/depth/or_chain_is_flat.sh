# status: 1
x='false || '
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x false"
