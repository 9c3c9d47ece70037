seq 1 100000 | head -n 2; seq 1 1000000 | { read a; echo "$a"; }; (while :; do echo y; done) 2>/dev/null | head -n 1
