1a=x 2>/dev/null; echo $?; a-b=c 2>/dev/null; echo $?; a.b=c 2>/dev/null; echo $?; "a"=c 2>/dev/null; echo $?; a"b"=c 2>/dev/null; echo $?
