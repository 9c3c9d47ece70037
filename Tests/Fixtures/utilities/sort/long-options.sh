# shells: gnu
printf 'b 1\na 2\n' > f
printf 'f\0' > list
sort --files0-from=list
sort --key=2 --reverse f
sort --key 2,2 --numeric-sort --unique f
sort --field-separator=' ' --key=2 --ignore-case --ignore-leading-blanks f
sort --parallel=2 -S 1M -T /tmp --batch-size=2 --compress-program=gzip f
sort --zero-terminated f | tr '\0' '!'
sort -z f | od -c
