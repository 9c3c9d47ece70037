umask 022; mkfifo a b; ls; stat -c '%F %a' a; mkfifo -m 600 c; stat -c %a c; mkfifo a; echo $?; mkfifo nod/x; [ -p a ] && echo fifo
