{ echo o; echo e >&2; } 2>e >o; cat o e
{ echo o; echo e >&2; } >b 2>&1; cat b
{ echo o; echo e >&2; } 2>&1 >o2 | sed 's/^/piped /'; cat o2
