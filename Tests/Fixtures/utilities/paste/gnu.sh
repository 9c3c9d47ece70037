# shells: gnu
printf '1\n2\n3\n' > f; printf 'a\nb\n' > g; paste f g; paste g f; paste -d , f g f; paste -d '' f g; printf x | paste - f; paste -d '|' - - < f; paste - - < f; paste -s -d '\t\n' f; printf '1\n2\n' > f; paste -s f nofile f; echo $?; paste -d 'a\' f; printf 'a\0b\0' | paste -z -s -d , | tr '\0' '|'; paste --delimiters=: --serial f; paste -q
paste /dev/null f; paste -s /dev/null
