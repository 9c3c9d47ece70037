# shells: gnu
seq 3 > f; export TZ=UTC
pr -D D f | head -n 12; pr -D D f | wc -l
pr -D D -h 'a header' -l 14 f
pr -t f; pr -T f; pr -l 10 f
pr -t -d f; pr -t -o 3 f; pr -t -n f; pr -t -n:3 -N 7 f
pr -F -D D -l 12 f | od -c | tail -n 5
