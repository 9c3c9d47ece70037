# shells: gnu
sleep; echo $?
sleep 0 1x y; echo $?
sleep --x; echo $?
