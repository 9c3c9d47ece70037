echo "!" ! "a!b" '!' "!x" \!
! false; echo $?
! true; echo $?
