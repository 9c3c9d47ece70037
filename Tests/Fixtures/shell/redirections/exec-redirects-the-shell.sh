exec 3>&1 > log; echo to log; echo to screen >&3; exec 1>&3 3>&-; echo back; cat log
