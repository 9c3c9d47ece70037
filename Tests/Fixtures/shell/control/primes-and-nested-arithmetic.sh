for n in 2 3 4 5 6 7 8 9 10 11; do p=1; i=2; while [ $((i*i)) -le $n ]; do [ $((n%i)) -eq 0 ] && { p=0; break; }; i=$((i+1)); done; [ $p = 1 ] && printf '%s ' $n; done; echo
