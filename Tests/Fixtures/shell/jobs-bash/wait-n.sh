# shells: bash
(exit 4) & wait -n; echo $?; wait -n; echo $?
(sleep 0.3; exit 1) & a=$!; (exit 7) & b=$!; wait -n $a $b; echo $?; wait -n -p who; echo "$? $([ "$who" = $a ] && echo slow)"
