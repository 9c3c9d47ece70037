trap "echo 'q' \"d\"" USR1; trap; trap 'a
b' USR1; trap; trap - USR1
