# shells: bash
sleep 0.3 | { read -t 0.1 x; s=$?; ((s > 128)) && echo timed out $s; }
echo x | { sleep 0.1; read -t 0; echo $?; }
