i=0; while [ $i -lt 2 ]; do i=$((i+1)); (exit 5); done; echo $?; for i in; do :; done; echo $?; false; for i in; do :; done; echo $?; for i in 1; do false; done; echo $?
