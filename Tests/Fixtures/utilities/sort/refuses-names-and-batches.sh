# shells: gnu
printf -- '-\0' | sort --files0-from=-; echo $?
printf 'a\0\0' > names; sort --files0-from=names; echo $?
sort --files0-from=/dev/null; echo $?
for size in 0 1 a -1; do sort -m --batch-size=$size /dev/null; echo $?; done
