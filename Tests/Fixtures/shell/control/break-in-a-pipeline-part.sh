for i in 1 2; do echo $i | { read x; break 2>/dev/null; }; echo i$i; done
