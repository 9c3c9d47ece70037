echo piped | cat < /dev/null; echo a > f | cat; cat f; echo e 2>&1 >&2 2>/dev/null | cat; printf 'x\n' > g; echo no | cat - < g
