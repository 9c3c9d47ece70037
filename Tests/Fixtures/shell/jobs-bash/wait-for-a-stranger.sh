# shells: dash ash bash
wait 999999; echo $?; wait %3; echo $?; wait abc; echo $?
