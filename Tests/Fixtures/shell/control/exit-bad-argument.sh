(exit abc) 2>/dev/null; echo $?; (exit -1) 2>/dev/null; echo $?
