# shells: gnu
printf 'hello\n' >a
b2sum -l 128 a; b2sum -l 256 --tag a; b2sum --tag a
b2sum -l 128 a | b2sum -c
b2sum --tag -l 64 a | b2sum -c
b2sum -l 7 a; echo $?
b2sum -l 1024 a; echo $?
yes | head -c 100000 | b2sum
: | b2sum
