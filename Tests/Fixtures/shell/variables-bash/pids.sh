# shells: bash
[ $$ = $BASHPID ] && echo same; (([ $$ != $BASHPID ]) && echo sub); (echo $$) | grep -qx $$ && echo dollar; [ -n "$PPID" ] && echo ppid; sh -c 'echo $PPID' | grep -qx $$ && echo child
