echo a > f
awk '{ print }' f nofile; echo $?
awk -f nofile; echo $?
awk 'BEGIN { print "x" > "nodir/f"; print "on" }'; echo $?
awk 'BEGIN { print (getline x < "nofile"); print "on" }'; echo $?
awk '{ print }' nofile f; echo $?
