# shells: ash bash
echo text >f; exec 4<f; read -u 4 x; echo "$x"; read -u 4 y; echo "$? [$y]"
read -u 9 z; echo $?
