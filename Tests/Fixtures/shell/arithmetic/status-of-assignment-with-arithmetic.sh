false; x=$((1)); echo $?; : $((0)); echo $?
