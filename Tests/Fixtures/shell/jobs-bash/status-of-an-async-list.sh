false & echo $?; (exit 3) & echo $?; wait; false; : & echo $?; wait
