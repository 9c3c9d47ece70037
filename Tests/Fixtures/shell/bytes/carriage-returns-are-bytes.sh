printf 'echo a\r\necho b\r\n' > s; . ./s; echo; x=$(printf 'a\r\n'); echo ${#x}; printf 'k v\r\n' | { read a b; echo ${#b}; }
