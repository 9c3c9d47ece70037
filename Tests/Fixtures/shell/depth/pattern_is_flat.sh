# status: 0
x='*a?[b]'
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
case aaaa in $x) false ;; *) true ;; esac
