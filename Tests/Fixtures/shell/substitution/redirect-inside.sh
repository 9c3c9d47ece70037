echo $(echo err 2>&1 >/dev/null; echo out) $(echo e >&2) 2>/dev/null
x=$(echo a >&2) 2>/dev/null; echo "<$x>"
