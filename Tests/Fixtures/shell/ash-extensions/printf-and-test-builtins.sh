# shells: ash
printf '%s\n' a b; printf -v x y; echo "[$x]"; printf '%5.2f|%x|%q\n' 1.5 255 2>&1; [ a == a ] && echo eq; [ a \< b ]; echo $?; test a -nt b; echo $?
