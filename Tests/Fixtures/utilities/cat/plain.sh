printf 'a\n\n\n\tb\001\377\r\n' > f; printf 'no newline' > g
cat f | od -c; cat g f | cat -n | od -c; cat -n f | od -c; cat -b f | od -c; cat -v f; cat -e f; cat -t f; cat -A f; cat - < g; echo; cat g - < f | od -c; cat nofile g; echo " $?"; mkdir d; cat d 2> /dev/null; echo $?; cat -u g; echo; cat -ne f; cat -bA f
