# shells: gnu
factor x; echo $?
factor +5 ' 3 '; echo $?
factor -3; echo $?
