mkfifo pipe; mknod null c 1 3; echo a > a
