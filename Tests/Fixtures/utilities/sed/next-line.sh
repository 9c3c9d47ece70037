seq 1 6 | sed 'n;s/^/ /'
