! x=1; echo "$x $?"
! exit 3; echo no
