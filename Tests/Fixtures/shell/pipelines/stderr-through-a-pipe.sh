{ echo o; echo e >&2; } 2>&1 | sort; { echo e2 >&2; } 2>&1 >/dev/null | cat
