sh ./nosuchfile 2>/dev/null; echo $?; sh -c 2>/dev/null; echo $?; sh -Q 2>/dev/null; [ $? -ne 0 ] && echo bad
