f() { trap 'return 7' USR1; kill -USR1 $$; echo on; }; f; echo "f $?"; trap 'echo leaving; exit 5' TERM; kill $$; echo no
