printf -- '-v\nx\n' | grep -- -v
