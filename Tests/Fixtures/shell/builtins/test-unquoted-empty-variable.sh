x=; [ -n $x ]; echo $?; [ $x = a ] 2>/dev/null; echo $?; [ -z $x ]; echo $?; x='a b'; [ -n $x ] 2>/dev/null; echo $?; [ $x = a ] 2>/dev/null; echo $?
