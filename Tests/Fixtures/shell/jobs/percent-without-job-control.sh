sleep 0.2 & kill %1 2>/dev/null; echo $?; wait
