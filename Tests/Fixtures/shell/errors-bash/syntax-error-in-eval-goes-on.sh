# shells: dash ash bash
(eval 'echo a; fi'; echo "on $?"); echo $?
(eval 'if true'; echo "on $?") ; echo $?
(x=$(eval ')' ); echo "on $?"); echo $?
