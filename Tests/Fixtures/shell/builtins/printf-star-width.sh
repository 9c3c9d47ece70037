printf '%*s|%-*s|%.*s|\n' 5 a 5 b 2 xyz; printf '%*d\n' -4 7
