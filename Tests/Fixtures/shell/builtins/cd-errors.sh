: > f; cd missing; echo "status $?"; cd f; echo "status $?"; cd ''; echo "status $?"
