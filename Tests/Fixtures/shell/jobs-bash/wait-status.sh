sleep 0.1 & wait $!; echo $?; (exit 3) & wait $!; echo $?; false & wait; echo $?; wait; echo $?
(exit 5) & p=$!; (exit 6) & q=$!; wait $p; echo $?; wait $q; echo $?
