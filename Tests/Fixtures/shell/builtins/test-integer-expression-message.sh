[ a -eq 1 ]; echo $?
