# shells: gnu
printf '\036[1]\n\0362\n\036{"a":1}\n' >in
jq --seq -c . in | od -c
printf '\036[1\n\0362\n' | jq --seq -c . 2>&1 | od -c
printf '[1]\n' | jq --seq -c .; echo $?
