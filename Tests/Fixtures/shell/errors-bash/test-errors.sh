# shells: dash ash bash
[ a b; echo $?
[ 1 -eq; echo $?
[ x -eq 1 ]; echo $?
[ a -foo b ]; echo $?
[ a b c d e; echo $?
test -n a b; echo $?
[ ; echo $?
[ ]; echo $?
[ -f a b ]; echo $?
[ '(' a ]; echo $?
