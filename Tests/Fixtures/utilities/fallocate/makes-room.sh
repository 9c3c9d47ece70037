# shells: gnu
fallocate -l 10 a; fallocate -l 1k -v b; fallocate -l 5 -o 2000 b
fallocate -n -l 100 a; wc -c a b
printf 'abcdefghij' > c; fallocate -p -o 2 -l 3 c; od -c c
fallocate -z -o 8 -l 4 c; od -c c
fallocate -v -l 1500000 d
fallocate -l x a; fallocate -l 0 a; fallocate a; fallocate; fallocate -l 1 a b; echo $?
fallocate -l 5 missing/x; echo $?
