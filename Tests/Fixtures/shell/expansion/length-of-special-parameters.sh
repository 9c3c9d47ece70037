false; echo ${#?}; echo ${#-} | grep -q '^[0-9]*$' && echo ok
set -- a b c; echo ${#} ${#-1}x 2>/dev/null
