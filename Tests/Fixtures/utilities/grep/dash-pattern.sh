printf -- '-v\nx\n' | grep -e -v
