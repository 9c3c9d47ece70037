wait 1 2>/dev/null; echo $?; wait 99999999 2>/dev/null; echo $?
