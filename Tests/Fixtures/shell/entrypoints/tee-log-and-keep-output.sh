exec 3>&1 4>&2; exec > run.log 2>&1; echo logged; echo err >&2; exec 1>&3 2>&4 3>&- 4>&-; echo screen; cat run.log
