# shells: bash
f() { trap 'echo "ret ${FUNCNAME[0]} $?"' RETURN; echo body; return 3; }
f; echo $?
g() { echo g; }; g
trap - RETURN; f2() { trap 'echo r2; trap - RETURN' RETURN; }; f2; f2
