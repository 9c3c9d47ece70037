# shells: gnu
echo x >a; echo y y >b
printf 'a\0b\0' | wc --files0-from=-; printf 'a\0' | wc --files0-from=-
printf 'nope\0a\0' | wc --files0-from=-; printf '\0a\0' | wc -l --files0-from=-; echo $?
printf '\0\0' | wc --files0-from=-; echo $?
