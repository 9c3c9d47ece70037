# shells: ash
(eval 'a=(1 2)') 2>/dev/null; echo $?; (eval 'echo ${a[0]}') 2>/dev/null; echo $?
