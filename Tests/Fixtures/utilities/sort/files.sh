printf 'b\na\n' > f
printf 'd\nc\n' > g
sort f g; echo
sort -o f f; cat f; echo
sort g - < f; echo
sort -o h f g && cat h; echo
sort nofile f 2>&1; echo $?
