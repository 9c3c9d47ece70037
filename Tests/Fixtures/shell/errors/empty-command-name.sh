""; echo "status $?"; x=; "$x" a; echo "status $?"
