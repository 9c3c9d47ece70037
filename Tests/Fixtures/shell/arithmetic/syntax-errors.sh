for e in '1+' '*2' '1 2' '(1' '1)' '1?2' 'a b' '1=2' '@' '1.5' '3=x'; do (eval "echo \$(($e))") >/dev/null 2>&1; echo "$e: $?"; done
