# shells: gnu
printf 'one two three\nlong word x\n\na\n' > f; column -t f; printf 'a:b:c\nxx::z\n' | column -t -s :; column -t -N A,B,C f | cat -A; printf 'a b\nccc d\n' | column -t -o ' | '; column -t -R 1 f; printf 'x y z\n' | column -t -l 2; printf 'a\nb\n' | column -t; column -t -d -N A,B f; column -t nofile; echo $?; printf 'a,b\nc\n' | column -t -s, | cat -A
