sleep 0; echo $?
sleep 0.01 0.01; echo $?
sleep 0m 0h 0d 0s; echo $?
sleep x; echo $?
sleep 1x; echo $?
