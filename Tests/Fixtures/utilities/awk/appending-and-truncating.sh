echo old > f
echo old > g
awk 'BEGIN { print "one" > "f"; print "two" > "f"; print "one" >> "g" }'
cat f g
awk 'BEGIN { print "again" > "f"; close("f"); print "more" >> "f" }'
cat f
printf 'a 1\nb 2\na 3\n' | awk '{ print $2 > ($1 ".out") }'
cat a.out b.out
