# shells: gnu
printf 'a b c\n' | tsort; echo $?
tsort missing; echo $?
tsort a b; echo $?
printf 'x y\n' > file; tsort file; tsort - < file
