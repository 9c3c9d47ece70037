echo hello 3<&3; echo $?
