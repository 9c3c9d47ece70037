printf 'a\tb\n  c\td\n\te\tf\n' > f; expand f; expand -t 4 f; expand -i f; expand < f; expand -t 2 -i f; printf '\t' | expand; echo; expand nofile 2> /dev/null; echo $?
unexpand -a f | od -c
