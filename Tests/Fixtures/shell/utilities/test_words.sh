[ ! = ! ]; echo $?; [ "(" = "(" ]; echo $?; [ ! a ]; echo $?; [ ! ! a ]; echo $?; [ ! ]; echo $?
[ \( \( a \) \) ]; echo $?; [ \( a ]; echo $?; [ ! a -o a ]; echo $?; [ ! -a a ]; echo $?
[ ! "" -o "" ]; echo $?; [ ! \( a -a "" \) ]; echo $?; [ ! a = b ]; echo $?; [ ! ! = ! ]; echo $?
