# shells: ash
f() { echo out; echo err >&2; }
f &>both; sort both
f >&alt; sort alt
