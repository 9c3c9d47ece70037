seq 1 50000 | grep 7 | sort -rn | head -n 3 | tr '\n' ' '; echo; seq 1 30000 | while read x; do n=$x; [ $x = 2000 ] && { echo $n; break; }; done
