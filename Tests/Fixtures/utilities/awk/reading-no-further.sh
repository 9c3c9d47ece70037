seq 100000 | awk 'NR == 2 { print; exit }'
awk 'BEGIN { while (1) print "y" }' | head -n 2
awk 'BEGIN { while (("yes" | getline l) > 0) if (++n > 3) break; print n, l; exit 0 }'; echo $?
