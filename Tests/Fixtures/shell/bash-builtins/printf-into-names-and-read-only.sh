# shells: bash
printf -v 'a[' %s foo; echo $?; printf -v 1a x; echo $?; printf -v 'a[0]' x; echo $? $a
readonly r; printf -v r %s a; echo $?; read r <<< x; echo $?; echo hello {r}</dev/null; echo $?
