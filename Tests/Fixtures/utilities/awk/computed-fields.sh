awk 'BEGIN { i = 1; $0 = "a b c"; $i = "x"; print; $(i + 1) = "y"; print; print $i$(i+1) }'
