# shells: dash
[ a == a ]; echo $?
