cat <&- 2>/dev/null; [ $? -ne 0 ] && echo failed; (read x <&-) 2>/dev/null; [ $? -ne 0 ] && echo failed2
