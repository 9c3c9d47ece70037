seq 1 5 | grep -n -A1 3
