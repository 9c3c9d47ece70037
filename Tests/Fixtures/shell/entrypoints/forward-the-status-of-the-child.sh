run() { "$@" & pid=$!; wait $pid; }
run sh -c 'exit 7'; echo $?; run true; echo $?
