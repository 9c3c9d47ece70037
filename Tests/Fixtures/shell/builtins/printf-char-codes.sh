printf '%d %d %d %d\n' "'a" '"z' "' " "'0"; printf '%x %o\n' "'A" "'A"; printf '\%o' 101; echo; printf "\\$(printf %o 65)\n"
