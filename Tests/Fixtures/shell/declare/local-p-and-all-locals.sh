# shells: bash
f() { local b=2 a=1; local; local -p b; }
f
