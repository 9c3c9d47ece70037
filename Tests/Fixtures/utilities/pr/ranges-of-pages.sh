# shells: gnu
seq 2 >f
pr --pages=0:2 f; pr --pages=0 f; pr --pages=3: f; pr --pages=:2 f; pr -D D +3:2 f; echo $?
pr -F -D D -o 3 -l 12 f | tail -n 4 | od -c
