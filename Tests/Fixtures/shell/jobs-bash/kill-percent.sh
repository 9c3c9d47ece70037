# shells: bash
sleep 5 & kill %1; wait %1 2>/dev/null; echo $?; sleep 5 & sleep 5 & kill %2 %1; wait; echo done
