seq 1 9 | sed -n 'n;p'
