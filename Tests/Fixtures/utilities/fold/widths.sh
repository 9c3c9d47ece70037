printf 'one two three four five\n\nlonger words here\n' > f; printf 'a\tb\tc\n' > g
fold -w 10 f; fold -s -w 10 f; fold -w 12 g; fold -bw 2 g; fold -s -w 4 f; printf 'abcdef' | fold -w 4; echo; printf '%0100d\n' 1 | fold; fold -w5 f g; fold nofile; echo $?; printf 'ab\bcd\ref\n' | fold -w 3 | od -c
