# shells: ash
(eval 'for ((i=0;i<2;i++)); do echo $i; done') 2>/dev/null; echo $?
