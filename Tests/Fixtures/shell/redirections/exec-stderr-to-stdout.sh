exec 2>&1; echo e >&2; nosuchcmd-x 2>/dev/null; echo $?
