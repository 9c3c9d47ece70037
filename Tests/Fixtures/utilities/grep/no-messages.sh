grep -s x missing; echo $?
