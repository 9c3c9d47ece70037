false & echo $?; wait $!; echo $?
