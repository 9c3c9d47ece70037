# shells: dash
x=5; echo $((x + +x)) $((- - x))
echo $((x++))
echo after
