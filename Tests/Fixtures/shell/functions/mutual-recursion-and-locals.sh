even() { local n=$1; [ $n = 0 ] && return 0; odd $((n-1)); }; odd() { local n=$1; [ $n = 0 ] && return 1; even $((n-1)); }
even 10; echo $?; even 7; echo $?
