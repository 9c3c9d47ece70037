# shells: gnu
awk 'BEGIN { printf "%d %s\n", 1 }'; echo $?
awk 'BEGIN { x = "a"; x[1] = 2 }'; echo $?
awk 'BEGIN { x[1] = 2; print x }'; echo $?
