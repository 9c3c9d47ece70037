(true & wait; echo a); ( (exit 5) & wait $!; echo $?)
