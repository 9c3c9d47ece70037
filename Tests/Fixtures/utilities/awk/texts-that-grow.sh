awk 'BEGIN { s = "a"; s = s s; s = s s; print s; s = s "b" s; print s; t = t "x"; t = t "y"; print t; u = t; t = t "z"; print u, t }'
