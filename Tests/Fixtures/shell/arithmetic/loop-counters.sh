i=0; while [ $((i=i+1)) -le 3 ]; do echo $i; done; i=3; until [ $i -eq 0 ]; do i=$((i-1)); printf '%s ' $i; done; echo
