printf '%d\n' abc; echo $?
printf '%d\n' 12x; echo $?
printf '%d\n' ''; echo $?
printf '%d\n' 08; echo $?
printf '%f\n' x; echo $?
