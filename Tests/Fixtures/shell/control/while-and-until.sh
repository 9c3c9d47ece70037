i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done; until [ $i -le 1 ]; do i=$((i-1)); echo u$i; done; while false; do :; done; echo $?; until true; do :; done; echo $?
