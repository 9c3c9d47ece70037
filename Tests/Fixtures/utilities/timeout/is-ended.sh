# shells: gnu
timeout 0.1 sleep 5; echo $?
timeout -s INT 0.1 sleep 5; echo $?
timeout --preserve-status 0.1 sleep 5; echo $?
timeout -v 0.1 sleep 5; echo $?
timeout --foreground 0.1 sleep 5; echo $?
