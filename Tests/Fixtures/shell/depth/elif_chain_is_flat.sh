# status: 0
x='elif false; then :; '
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
eval "if false; then :; $x fi"
