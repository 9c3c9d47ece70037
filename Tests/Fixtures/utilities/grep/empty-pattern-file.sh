: > list
printf 'a\n' | grep -f list; echo $?
