# status: 2 unexpected
x='$(cat <<E
'
i=0
while [ $i -lt 10 ]; do x="$x$x"; i=$((i + 1)); done
eval "echo $x"
