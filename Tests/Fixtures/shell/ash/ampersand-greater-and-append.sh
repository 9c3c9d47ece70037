# shells: ash bash
{ echo o; echo e >&2; } &> f; cat f; { echo p >&2; } >& g; cat g
