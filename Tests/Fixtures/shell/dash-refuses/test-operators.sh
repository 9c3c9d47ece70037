# shells: dash
[ a == b ]; echo $?; [ -v HOME ]; echo $?; [ a =~ b ]; echo $?; [ -a . ]; echo $?; [ -o errexit ]; echo $?; [ -N . ]; echo $?; [ a \< b ] && echo less; [ . -ef . ] && echo same; [ . -nt nosuch ]; echo $?
