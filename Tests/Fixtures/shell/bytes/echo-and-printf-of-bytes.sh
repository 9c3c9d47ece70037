printf '\377\376'; echo; printf '%b' '\0377'; echo; printf '%c' "$(printf '\303\251')"; echo; printf '%d\n' "'$(printf '\377')" 2>/dev/null | wc -l | tr -d ' '
