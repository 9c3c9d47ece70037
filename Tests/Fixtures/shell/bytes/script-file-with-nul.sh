printf 'echo a\0b\necho c\n' > s; (. ./s) 2>/dev/null; echo
