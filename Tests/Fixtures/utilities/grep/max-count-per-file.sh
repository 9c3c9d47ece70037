printf 'x1\nx2\n' > a; cp a b
grep -m1 x a b
