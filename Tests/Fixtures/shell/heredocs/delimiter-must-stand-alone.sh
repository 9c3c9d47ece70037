cat <<E
 E
E 
xE
Ex
E
