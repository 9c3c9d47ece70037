# shells: dash ash bash
a='x y'; b="it's"; c=; d='$q'; e='a
b'; set | grep -e '^[abcde]=' -e "^b'"; export a; export -p | grep ' a='; readonly b; readonly -p | grep ' b='
