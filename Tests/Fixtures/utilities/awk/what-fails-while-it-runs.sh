awk 'BEGIN { print "before"; x = 1 / y; print "after" }'; echo $?
printf 'a\nb\n' > f
awk 'FNR == 2 { x = 1 / z }' f; echo $?
awk '{ x = 5 % z }
END { print "end" }' f; echo $?
awk 'BEGIN { $(-1) = 2 }'; echo $?
