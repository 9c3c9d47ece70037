printf 'x\nx\n' > a; echo y > b
grep -c x a b; echo $?
