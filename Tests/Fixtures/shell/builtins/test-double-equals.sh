# shells: ash bash
[ a == a ]; echo $?; [ a == b ]; echo $?
