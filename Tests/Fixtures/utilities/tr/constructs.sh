# shells: gnu
echo abcde | tr abc '[x*2]y'
echo abcde | tr a-e '[x*]'
echo abcde | tr a-e '[x*3][y*]'
echo abcde | tr a-e 'z[x*]y'
echo 'aab' | tr '[=a=]' x
echo 'abc' | tr -t abc xy
echo 'abc' | tr --truncate-set1 abc x
echo 'abcabc' | tr --delete --complement 'b\n'
echo 'a]b[c' | tr '[]' '()'
echo 'a*b' | tr '[*' 'xy'
echo 'a[:b' | tr '[:' 'xy'
echo 'ABC abc' | tr '[:upper:][:lower:]' '[:lower:][:upper:]'
echo 'xyz' | tr -C 'x\n' '[y*]'
echo 'a1 b2' | tr '[:alpha:]0-9' '[A*26][B*26]0-9'
echo abc | tr 'a-b-d' '1-4'
echo '\\' | tr '\\' /
echo 'a b	c' | tr '[:blank:]' '..'
echo 'a.b!c' | tr -d '[:punct:]'
