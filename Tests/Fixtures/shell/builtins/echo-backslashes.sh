echo 'a\nb' 'c\td' 'e\\f' 'g\0101' 'h\x41' 'i\cj' k
echo
