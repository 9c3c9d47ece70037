echo 'echo hi' > s; ./s; echo "status $?"; mkdir d; ./d; echo "status $?"
