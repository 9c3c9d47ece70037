printf '%z\n' a 2>/dev/null; [ $? -ne 0 ] && echo bad; printf 'a%'; echo " $?"
