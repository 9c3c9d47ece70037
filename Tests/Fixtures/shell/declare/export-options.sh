# shells: bash
export A=1 B; B=2; env | grep -c -e ^A=1 -e ^B=2
export -n A; env | grep ^A=; echo $A
export -p | grep -e ' A' -e ' B'
f() { echo fn; }; export -f f; bash -c f; export -nf f; bash -c f 2>/dev/null; echo $?
