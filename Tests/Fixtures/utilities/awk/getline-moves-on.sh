printf 'l1\nl2\nl3\nl4\n' | awk '/l2/ { getline; print "next:", $0; next } { print }'
