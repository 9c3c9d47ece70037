echo a & wait; true & echo b; wait; for i in 1 2; do (exit $i) & wait $!; echo $?; done
