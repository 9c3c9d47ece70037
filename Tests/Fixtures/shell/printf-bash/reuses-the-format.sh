printf '%s-%s\n' a b c; printf '[%d]' 1 2 3; echo; printf 'x\n' a b; printf '%s\n'; printf '%d %s|\n'
