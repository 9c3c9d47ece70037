# shells: gnu
for t in '{"a":1}{' '[1,2' '{"a":[1,2}' '[1,]' '{"a":1,}' '{"a" 1}' '{1:2}' '[1 2]' '"abc' '"a\qb"' ']' '1]' 'tru' 'nan' '0x10' "'a'" '{"a"' ':' ','; do
    echo "$t" | jq -c .; echo "$?"
done
printf '1\n2\n{\n' | jq -c .
printf '\n\n{"b":1}\n[]\n' | jq .a; echo $?
jq . missing; echo $?
mkdir d; echo 1 >f; jq . missing f; echo $?
