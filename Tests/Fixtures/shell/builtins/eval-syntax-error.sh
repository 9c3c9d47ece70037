(eval 'if'; echo no) 2>/dev/null; echo "a $?"; eval 'echo ok; )' ; echo "b $?"
