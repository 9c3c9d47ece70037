awk 'BEGIN { ORS = "\n--\n"; print "a"; print "b"; ORS = ""; print "c"; print "d\n" }'
