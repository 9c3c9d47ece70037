state=a; n=0; while :; do case $state in a) state=b;; b) n=$((n+1)); [ $n -lt 3 ] && state=a || state=end;; end) break;; esac; printf '%s ' $state; done; echo $n
