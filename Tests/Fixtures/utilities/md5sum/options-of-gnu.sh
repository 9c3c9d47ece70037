# shells: gnu
printf 'hello\n' >a; cp a 'b\c'
md5sum -b a; md5sum --tag a; md5sum -z a | tr '\0' '@'; echo
md5sum 'b\c'
md5sum 'b\c' | md5sum -c
mkdir d; md5sum nosuch d; echo $?
md5sum --status a; echo $?
md5sum --tag -c m; echo $?
md5sum --tag -t a; echo $?
md5sum -x; echo $?
