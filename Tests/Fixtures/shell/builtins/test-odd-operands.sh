[ -n = ]; echo $?; [ ! = a ]; echo $?; [ ! ! ]; echo $?; [ "-f" = "-f" ]; echo $?; [ '(' = '(' ]; echo $?; [ -a ]; echo $?; [ a ] ; echo $?; [ -z -z ]; echo $?; [ '!' ]; echo $?
