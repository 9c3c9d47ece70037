# shells: ash
x=abc; (eval 'echo ${x^^}') 2>/dev/null; echo $?
