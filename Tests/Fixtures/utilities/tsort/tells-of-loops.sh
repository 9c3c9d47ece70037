# shells: gnu
printf 'a b b a\nx c c d d x k k\n' | tsort; echo $?
printf 't b t s\ns t' | tsort; echo $?
printf 'a b b c c a b d d b' | tsort; echo $?
