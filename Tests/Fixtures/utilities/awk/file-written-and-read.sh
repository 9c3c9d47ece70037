awk 'BEGIN { print "to file" > "out"; print "more" > "out"; close("out"); while (getline x < "out") print x }'
