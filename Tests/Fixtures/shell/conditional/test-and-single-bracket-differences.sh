# shells: bash
x="a b"
[ $x = "a b" ] 2>/dev/null; echo $?
[[ $x = "a b" ]]; echo $?
[ a == a ]; echo $?; [ a \< b ]; echo $?
[ 08 -eq 8 ]; echo $?
test -v x; echo $?
