wait abc 2>/dev/null; [ $? -ne 0 ] && echo bad; wait %9 2>/dev/null; [ $? -ne 0 ] && echo bad2; wait; echo $?
