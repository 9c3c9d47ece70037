x=$(printf 'a\377b'); printf '%s' "$x"; echo; echo ${#x}; case $x in a?b) echo one;; *) echo more;; esac; printf '%s\n' "$x" | tr '\377' Z
