setsid sh -c 'echo x; exit 3'; echo $?
setsid nosuch; echo $?
