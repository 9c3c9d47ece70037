printf '%s|' 'a\
b'; echo
