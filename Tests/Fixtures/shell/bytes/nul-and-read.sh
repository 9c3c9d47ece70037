printf 'a\0b\nc\n' > f; { read x; echo ${#x}; } < f 2>/dev/null; read y < f 2>/dev/null; printf %s "$y"; echo
