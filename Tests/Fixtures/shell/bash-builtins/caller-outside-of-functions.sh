# shells: bash
caller; echo $?
f() { caller; caller 0; }
f
