printf '[x]\n' | awk '/[[]x[]]/ { print "y" } /\[x\]/ { print "z" }'
