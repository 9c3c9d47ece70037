(exit 3) & p=$!; (wait $p 2>/dev/null; echo $?); wait $p; echo $?
