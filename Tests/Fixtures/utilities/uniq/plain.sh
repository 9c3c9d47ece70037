printf 'a\na\nb\nA\nc\nc\nc\n' > f
uniq f; uniq -c f; uniq -d f; uniq -u f; uniq -i f; uniq -ci f; uniq -du f; uniq f o && cat o
printf '1 x\n2 x\n3 y\n' > g
uniq -f 1 g; uniq -s 2 g; uniq -w 1 f; uniq -f1 -c g; uniq -s 1 -w 1 g
printf 'a\0a\0b\0' | uniq -z | tr '\0' '|'; echo
printf 'a\na' | uniq -c
uniq - < f
uniq nofile; echo $?
