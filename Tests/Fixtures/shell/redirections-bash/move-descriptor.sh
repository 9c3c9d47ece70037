# shells: bash
exec 3>f; exec 4>&3-; echo four >&4; echo three >&3; echo $?; exec 4>&-; cat f
