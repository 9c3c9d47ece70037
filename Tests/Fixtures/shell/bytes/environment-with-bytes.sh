x=$(printf '\377\200'); export x; sh -c 'printf %s "$x"'; echo; env | grep -c '^x='
