x=2; echo $((  "3" + "$x" )) 2>/dev/null; echo $?
