x=$(printf '\n a\n\nb \n\n'); printf '<%s>' "$x"; echo; printf %s "$x" | wc -c | tr -d ' '
