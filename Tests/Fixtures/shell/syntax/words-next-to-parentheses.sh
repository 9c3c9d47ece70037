(eval 'echo a(b)') 2>/dev/null; [ $? -ne 0 ] && echo bad; (eval 'echo (b)') 2>/dev/null; [ $? -ne 0 ] && echo bad2; echo 'a(b)' a\(b\)
