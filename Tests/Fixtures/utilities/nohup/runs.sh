# shells: gnu
nohup true; echo $?
nohup; echo $?
nohup nosuch; echo $?
nohup sh -c 'echo x; exit 3'; echo $?
