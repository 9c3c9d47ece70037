awk 'BEGIN{exit 1+1}'; echo $?; awk 'BEGIN{exit -1}'; echo $?; awk 'BEGIN{exit 256}'; echo $?; awk 'BEGIN{exit "3x"}'; echo $?
