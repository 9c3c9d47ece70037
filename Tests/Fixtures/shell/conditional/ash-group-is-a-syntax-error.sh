# shells: ash
echo before
[[ ( a == a ) ]] && echo 7
