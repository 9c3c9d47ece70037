# shells: ash bash
{ echo o; echo e >&2; } &> f; cat f
