# shells: gnu
mkdir d
echo a > f
awk '{ print FILENAME, $0 }' d f; echo $?
awk 'BEGIN { print (getline x < "d") }'
awk 'BEGIN { print "x" > "d" }'; echo $?
