# shells: gnu
printf 'x\n' > a; printf 'a\0\0a\0' > names; wc --files0-from=names; echo $?
printf -- '-\0' | wc --files0-from=-; echo $?
wc --files0-from=/dev/null; echo $?
printf '\0' | wc --files0-from=-; echo $?
