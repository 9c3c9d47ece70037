# shells: dash ash bash
(exit 5) & p=$!; (exit 6) & q=$!; wait $p $q; echo $?; wait $q $p; echo $?
