(umask 888) 2>/dev/null; [ $? -ne 0 ] && echo bad; (umask xyz) 2>/dev/null; [ $? -ne 0 ] && echo bad2; umask 7; umask
