export x=$(false); echo $?; readonly y=$(false); echo $?
