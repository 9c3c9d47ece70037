(eval 'for 1a in x; do :; done') 2>/dev/null; echo $?; (eval 'for a-b in x; do :; done') 2>/dev/null; echo $?; (eval 'for $x in a; do :; done') 2>/dev/null; echo $?
