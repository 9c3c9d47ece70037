x=$(printf 'a\0b' 2>/dev/null) 2>/dev/null; echo ${#x}; printf 'a\0b'; echo; printf 'a\0b\n' | tr '\0' x
