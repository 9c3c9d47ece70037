echo 'Hello World 123' | tr a-z A-Z
echo 'Hello World 123' | tr '[:lower:]' '[:upper:]'
echo 'Hello World 123' | tr '[a-z]' '[A-Z]'
echo 'Hello World 123' | tr -d '[:digit:]'
echo 'Hello World 123' | tr -cd '[:alnum:]'; echo
echo 'Hello World 123' | tr -c '[:alnum:]' '_'; echo
echo 'aabbcc  dd' | tr -s ' '
echo 'aabbcc  dd' | tr -s a-c
echo 'aabbcc' | tr -s abc xyz
echo 'aabbcc' | tr -ds a c
echo 'a,b;c' | tr ',;' '\n\t'
printf 'a\nb\n' | tr '\n' ' '; echo
echo abcdef | tr abcdef 12
echo 'a-b' | tr 'a\-' 'x_'
echo 'a-b' | tr -- -a _x
printf 'a\0b' | tr '\0' '\n'; echo
printf '\101\102' | tr '\101' '\060'; echo
echo 'path/to/x' | tr / _
echo 'tést' | tr -d '\303\251'
