printf 'a b\nc d\n' > f; awk 'BEGIN { while ((getline ln < "f") > 0) { split(ln, p); print p[2]; n++ } print n, NR }'
