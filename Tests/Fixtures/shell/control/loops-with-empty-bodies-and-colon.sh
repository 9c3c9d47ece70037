i=0; while [ $((i=i+1)) -lt 5 ]; do :; done; echo $i; for i in 1 2; do :; done; until :; do :; done; echo ok
