# shells: dash ash bash
exec 3>&1 4>&2 >out 2>err; echo o; echo e >&2; exec 1>&3 2>&4 3>&- 4>&-; echo back; cat out err; { echo grp; } 5>&1 >&5 5>&-
