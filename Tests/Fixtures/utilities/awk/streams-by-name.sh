echo from input | awk 'BEGIN { getline x < "-"; print "got", x }'
echo from input | awk 'BEGIN { getline x < "/dev/stdin"; print "got", x }'
echo line | awk '{ print "out" > "/dev/stdout"; print "err" > "/dev/stderr" }' 2> errors
cat errors
echo line | awk '{ print FILENAME "|" $0 }' -
echo a > f
echo b | awk '{ print FNR, NR, $0 }' f - f
