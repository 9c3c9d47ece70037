# shells: gnu
: > a; : > b; printf 'a\0b\0' > names; du --files0-from=names --apparent-size
printf 'a\0\0' > names; du --files0-from=names --apparent-size; echo $?
printf -- '-\0' | du --files0-from=-; echo $?
du --files0-from=/dev/null; du --files0-from=missing; echo $?
