awk 'BEGIN { print "first"; system("echo second"); print "third" | "cat"; close("cat"); print "fourth"; "echo fifth" | getline x; print x; print "sixth" }'
awk 'BEGIN { printf "no newline"; system("echo; exit 3") }'
awk 'BEGIN { print "b" | "sort"; print "a" | "sort"; print "header" }'
awk 'BEGIN { print "c" > "f"; system("cat f") }'
