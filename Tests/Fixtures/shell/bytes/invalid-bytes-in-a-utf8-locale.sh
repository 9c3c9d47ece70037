export LC_ALL=C.UTF-8; x=$(printf 'a\377b\303'); echo ${#x}; printf '%s\n' "$x" "${x#a}" "${x%?}"; case $x in a?b?) echo four;; *) echo other;; esac
