sleep 5 & p=$!
env kill $p; wait $p 2>/dev/null; echo $?
env kill -0 $p 2>/dev/null; echo $?
env kill -l 15
env kill -l TERM
