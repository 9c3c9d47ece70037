# shells: gnu
mknod; mknod n; mknod n c; mknod n c 1; mknod n q 1 2; mknod n p 1 2; mknod n c q 2; mknod n c 1 2 3; mknod nod/x p; mknod -m q n p
