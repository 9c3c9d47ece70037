echo a > f; link f g; stat -c %h g; link f g; echo $?; link nox y; mkdir d; ln -s f l; link l m; readlink m
