# shells: gnu
printf 'b a\nd c\nz h x h r h\n' | tsort
printf 'a b b c\na d\nd c\ne f\n' | tsort
printf 'a a\n' | tsort; printf '' | tsort
