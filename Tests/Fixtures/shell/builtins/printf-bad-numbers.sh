printf '%d\n' abc 2>/dev/null; echo $?; printf '%d\n' 3x 2>/dev/null; echo $?; printf '%d\n' '' 2>/dev/null; echo $?; printf '%d\n' 1.5 2>/dev/null; echo $?; printf '%d\n' ' 4'; echo $?
