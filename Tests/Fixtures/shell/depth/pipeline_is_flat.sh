# status: 0
x='| cat '
i=0
while [ $i -lt 11 ]; do x="$x$x"; i=$((i + 1)); done
[ "$(eval "echo hi $x")" = hi ]
