for i in a b; do :; done; echo $i; i=keep; for i in; do :; done; echo $i; for i in 1 2 3; do i=x$i; echo $i; done; echo $i
