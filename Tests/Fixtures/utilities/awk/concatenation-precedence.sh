awk 'BEGIN { print index("abc", "c") index("abc", "d"); print 1 " " 2 + 3 " " 4; print 2 * 3 4 }'
