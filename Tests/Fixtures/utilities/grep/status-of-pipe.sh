printf 'a\n' | grep -q b; echo $?
