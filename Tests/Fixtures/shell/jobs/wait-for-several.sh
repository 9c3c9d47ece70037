(exit 1) & a=$!; (exit 2) & b=$!; wait $a; echo $?; wait $b; echo $?; (exit 4) & a=$!; (exit 5) & b=$!; wait $a $b; echo $?
