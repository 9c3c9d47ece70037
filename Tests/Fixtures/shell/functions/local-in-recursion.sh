f() { local n=$1; if [ $n -gt 0 ]; then f $((n-1)); fi; printf '%s ' $n; }; f 4; echo
