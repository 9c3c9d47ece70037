# status: 0
x='! '
i=0
while [ $i -lt 15 ]; do x="$x$x"; i=$((i + 1)); done
[ $x a ] && test $x a && ! test ! $x a
