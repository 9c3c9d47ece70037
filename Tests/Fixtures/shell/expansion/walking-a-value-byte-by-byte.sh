s=hello; while [ -n "$s" ]; do r=${s#?}; printf '%s.' "${s%"$r"}"; s=$r; done; echo
