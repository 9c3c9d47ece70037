(echo $((08))) 2>/dev/null; echo $?
(echo $((09+1))) 2>/dev/null; echo $?
