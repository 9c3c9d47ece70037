readonly x=1; (x=2; echo "no $x"); echo "status $?"; (unset x; echo "u $?"); echo "status $?"; echo $x
