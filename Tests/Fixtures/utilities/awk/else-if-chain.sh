awk 'BEGIN { if (1) { print "a" } else print "b"; if (0) print "c"; else if (1) print "d"; else print "e" }'
