printf '%s-%s\n' a b c; printf '%s\n' a b c; printf 'x\n' a b; printf '%d,' 1 2 3; echo; printf '%s\n'; printf '%d\n'; printf '[%s]' ; echo
