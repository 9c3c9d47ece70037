mkdir d; cat < d 2>/dev/null; echo $?; echo x 2>/dev/null > d; echo $?; read x < d; echo $?
