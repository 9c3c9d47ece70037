env nosuch; echo $?
: >f
env ./f; echo $?
env ./nosuch a; echo $?
env sh -c 'exit 7'; echo $?
env false; echo $?
