# shells: gnu
printf 'a\nb\nd\n' > f; printf 'b\nc\nd\n' > g
comm f g; comm -1 f g; comm -12 f g; comm -23 f g; comm -3 f g; comm -123 f g; comm --total f g; comm --output-delimiter=, f g; comm - g < f; comm --total -12 f g; comm f /dev/null
printf 'a\0b\0' > h; comm -z h h | tr '\0' '|'
