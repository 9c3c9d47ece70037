# shells: busybox
fallocate -l 5 a; wc -c a; fallocate -l 20 -o 5 a; wc -c a
fallocate -l x a; fallocate -l 0 a; fallocate -l 5 missing/x; echo $?
