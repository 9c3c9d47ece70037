# shells: gnu
flock l echo x; ls
flock l -c 'echo y; exit 3'; echo $?
(flock -n 9; echo $?; flock -u 9; echo $?) 9>m
flock; echo $?
flock x; echo $?
flock -n 9; echo $?
flock l nosuch; echo $?
flock -w x l true; echo $?
flock nosuch/l true; echo $?
