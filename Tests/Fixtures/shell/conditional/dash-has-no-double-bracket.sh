# shells: dash
[[ a == a ]]
echo $?
if [[ -n x ]]; then echo yes; else echo no; fi
[[ a == b && c == d ]] || echo split
