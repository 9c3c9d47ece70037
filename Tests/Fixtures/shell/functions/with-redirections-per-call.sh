f() { echo o; echo e >&2; }; f > a 2> b; cat a b; f 2>&1 | sort
