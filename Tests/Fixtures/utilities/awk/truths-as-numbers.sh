awk 'BEGIN { print "x" ~ "x" ~ 1; print ("a" < "b") == 1; print 1 == 1 "" }'
