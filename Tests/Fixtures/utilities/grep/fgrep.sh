printf 'a.c\nabc\n' | fgrep a.c
