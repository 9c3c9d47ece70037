# shells: busybox
printf 'hello\n' >a
sha3sum a; sha3sum -a 384 a; sha3sum -a 512 a
sha3sum a | sha3sum -c
