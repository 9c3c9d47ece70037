./nothere; echo "status $?"; /no/such/thing; echo "status $?"; nodir/x; echo "status $?"
