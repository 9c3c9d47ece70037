printf 'abc\ndef\n' > a; printf 'abc\ndxfg\n' > b; printf abc > c
cmp a a; echo $?; cmp a b; echo $?; cmp -s a b; echo $?; cmp a b 4 4; echo $?; cmp -n 4 a b; echo $?; cmp -s a nofile; echo $?; cmp a nofile; echo $?; cmp - a < a; echo $?; cmp -n 6 a b
