# shells: bash
v={1..3}; echo "$v"
a=({1..3}); echo "${#a[@]}"
export e={1,2}; echo "$e"
echo v={1,2}
