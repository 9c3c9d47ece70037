# shells: gnu
seq 3 > a; printf 'x\ny\n' > b; printf 'p\nq\nr\ns\n' > c
pr -m -t a b c; pr -m -t -s: a b c; pr -m -t -n a b; pr -m -t -J a b; pr -m -t -w 20 a b
pr -m -2 a b; echo $?
pr -m -a a b; echo $?
