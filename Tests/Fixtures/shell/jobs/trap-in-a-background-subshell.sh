(trap 'echo caught; exit 3' TERM; sleep 0.2 & wait) & p=$!; sleep 0.1; kill $p; wait $p; echo $?
