# shells: gnu
seq 20 > f
pr +2:3 -l 16 -D D -h x f; pr --pages=4 -l 16 -D D -h x f; pr +9 -l 16 -D D -h x f; echo $?
printf 'a\001b\200c\177\n' | pr -t -c; printf 'a\001b\200c\n' | pr -t -v
printf 'a\tb\n' | pr -t -e; printf 'a\tb\n' | pr -t -e4; printf 'a,b\n' | pr -t -e,6
printf 'a               b\n' | pr -t -i
printf '1\n2\f3\n4\n' | pr -t; printf '1\n2\f3\n4\n' | pr -T
