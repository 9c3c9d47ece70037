(exit 3); x=$(echo $?); echo $x; (exit 4); echo $(echo $?) $?
