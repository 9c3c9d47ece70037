(exit 3) & p=$!; wait $p; echo $?; wait $p 2>/dev/null; echo $?
