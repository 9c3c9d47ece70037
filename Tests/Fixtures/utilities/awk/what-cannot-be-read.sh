awk 'BEGIN { x = = 3 }'; echo $?
awk 'BEGIN { print substr("a" }'; echo $?
awk 'BEGIN { print "abc'; echo $?
awk 'BEGIN {
    print "one"
	y = * 2
}'; echo $?
printf 'BEGIN {\n  if (1) {\n  print }}}\n' > p.awk
awk -f p.awk; echo $?
awk 'BEGIN { f(1) }'; echo $?
