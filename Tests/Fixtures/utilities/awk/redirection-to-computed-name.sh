awk 'BEGIN { print "x" > ("o" 1); close("o1"); getline y < "o1"; print y }'
