# shells: gnu
awk 'BEGIN { print rand(), rand(), rand(); srand(42); print rand(), rand(); srand(42); print rand(), srand(7), srand() }'
awk 'BEGIN { n = 10; while (i++ < 1000) { x = int(rand() * n); if (x < 0 || x >= n) print "bad" } print "good" }'
