for i in 1 2; do (i=x$i; (i=y$i; echo $i); echo $i); echo $i; done
