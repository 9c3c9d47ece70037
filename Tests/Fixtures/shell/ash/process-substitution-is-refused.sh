# shells: ash
(eval 'cat <(echo a)') 2>/dev/null; echo $?
