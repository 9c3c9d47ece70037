echo a & wait; echo b; (exit 3) & wait $!; echo $?; true & p=$!; wait $p; echo $?; wait; echo $?
