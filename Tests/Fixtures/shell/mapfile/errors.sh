# shells: bash
mapfile -n x y </dev/null; echo $?
mapfile 1x </dev/null; echo $?
mapfile -u 9 z; echo $?
