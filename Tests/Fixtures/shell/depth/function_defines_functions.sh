# status: 2
x='f() '
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
eval "$x { :; }"
