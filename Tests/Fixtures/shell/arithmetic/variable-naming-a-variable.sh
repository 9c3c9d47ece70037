a=b b=c c=42
(echo $((a))) 2>/dev/null; echo $?
