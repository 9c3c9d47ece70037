printf 'a\tb\\c\101\0101\n'; printf '\a\b\f\r\v'; echo; printf '\q\n'; printf 'no newline'; echo; printf '\x41\n' ; printf 'a\'; echo
