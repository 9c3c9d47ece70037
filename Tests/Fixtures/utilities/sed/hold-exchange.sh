seq 1 4 | sed -n 'x;p'
