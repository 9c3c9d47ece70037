# shells: gnu
seq 5 > f; for a in '-l 0' '-b x' '-n 0' '-l1 -b1' '-n x/2' '-t ab' '-n 3/2' '-l x' '-q' '--additional-suffix=a/b' '-b 0' '-a x' ; do split $a f; echo $?; done; split nofile; split f b c; split -l 1 f /nodir/x; ls
