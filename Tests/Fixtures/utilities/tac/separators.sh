# shells: gnu
printf 'a:b:c' | tac -s :; echo; printf 'a:b:c' | tac -b -s :; echo; printf 'aXYbXYc' | tac -s XY; echo; tac nofile; echo $?; mkdir d; tac d; printf 'a\nb\n' | tac -b; printf 'a\0b\0' | tac -s '' | od -c; printf 'xxxx' | tac -s xx; echo
