touch B a C b _x 1 Z é
for i in *; do echo "$i"; done
