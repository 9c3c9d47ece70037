# shells: bash
declare -n r=r; echo $?
f() { local -n v=v; echo "$v"; v=in; }
v=outer; f; echo $v
