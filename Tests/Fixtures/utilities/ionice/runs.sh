ionice -c3 echo x
ionice -c 2 -n 7 sh -c 'exit 3'; echo $?
