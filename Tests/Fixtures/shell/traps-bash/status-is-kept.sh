trap 'false' USR1; true; kill -USR1 $$; echo $?
trap '(exit 9)' USR1; f() { kill -USR1 $$; return 3; }; f; echo $?
