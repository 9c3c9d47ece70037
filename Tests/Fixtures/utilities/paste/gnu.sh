# shells: gnu
printf '1\n2\n' > f; paste -s f nofile f; echo $?; paste -d 'a\' f; printf 'a\0b\0' | paste -z -s -d , | tr '\0' '|'; paste --delimiters=: --serial f; paste -q
paste /dev/null f; paste -s /dev/null
