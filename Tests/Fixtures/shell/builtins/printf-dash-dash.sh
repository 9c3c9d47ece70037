printf -- '%s\n' a; printf -- '-x\n'; printf '%s\n' -- b; printf 2>/dev/null; [ $? -ne 0 ] && echo usage
