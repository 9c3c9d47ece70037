awk 'BEGIN { if (1) if (0) print "x"; else print "dangling" }'
