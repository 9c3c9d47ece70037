stty; echo $?
stty -a; echo $?
stty size; echo $?
