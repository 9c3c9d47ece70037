sh -c 'trap "exit 0" TERM; echo started >s; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1; done' & p=$!
for i in 1 2 3 4 5; do sleep 0.05; cat /dev/null; done
kill -s TERM $p; wait $p; echo "st $?"; cat s; rm s
