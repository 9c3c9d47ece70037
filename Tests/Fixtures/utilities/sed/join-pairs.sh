seq 1 6 | sed 'N;s/\n/,/'
