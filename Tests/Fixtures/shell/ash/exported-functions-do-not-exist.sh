# shells: ash
f() { echo f; }; sh -c 'f' 2>/dev/null; echo $?
