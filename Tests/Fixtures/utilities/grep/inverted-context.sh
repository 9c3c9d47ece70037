seq 1 6 | grep -v -e 2 -e 3 -e 4
