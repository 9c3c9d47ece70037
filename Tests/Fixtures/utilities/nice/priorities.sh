# shells: gnu
nice -n 5 true; echo $?
nice nosuch; echo $?
nice -n x true; echo $?
nice -n 5; echo $?
: >f; nice ./f; echo $?
nice sh -c 'exit 4'; echo $?
