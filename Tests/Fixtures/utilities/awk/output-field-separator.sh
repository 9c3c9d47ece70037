awk 'BEGIN { print 1,2,3; OFS = "-"; print 1,2,3; $0 = "a b c"; print $1, $2; $1 = $1; print }'
