for i in 1 2 3; do (for j in a b; do [ $j = b ] && break; echo $i$j; done); [ $i = 2 ] && break; done
