# shells: gnu
printf 'hello\n' >f; printf '%0100d' 0 | tr 0 '\000' >z
openssl base64 -in f; openssl enc -base64 -in f; openssl base64 -A -in f; echo
openssl base64 <z; openssl enc -a -in z -out o; cat o; openssl base64 -d -in o | cmp - z && echo same
echo aGVsbG8K | openssl base64 -d; printf aGVsbG8K | openssl base64 -d -A
printf aGVsbG8K | openssl enc -base64 -d; echo "$?"
openssl base64 -A <z | openssl base64 -d -A | wc -c
