x=$(echo e >&2 2>/dev/null); echo "<$x>"; x=$(nosuch-cmd-y 2>&1 >/dev/null | grep -c 'not found'); echo $x
