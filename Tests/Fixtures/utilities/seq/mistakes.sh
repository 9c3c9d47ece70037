seq 2> /dev/null; echo $?; seq x 2> /dev/null; echo $?; seq 1 2 3 4 2> /dev/null; echo $?
