echo a=b; =x 2>/dev/null; echo $?; a= ; echo "<$a>"; echo =; 'a'=b 2>/dev/null; echo $?
