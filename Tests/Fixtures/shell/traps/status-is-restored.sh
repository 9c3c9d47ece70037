trap 'false' USR1; true; kill -USR1 $$; echo $?; trap '(exit 9)' USR1; (exit 3); kill -USR1 $$; echo $?
