seq 1 3 | sed G
