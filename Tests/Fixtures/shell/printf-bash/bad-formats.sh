printf '%z\n' a; echo $?
printf '%'; echo " $?"
printf 'abc%'; echo " $?"
