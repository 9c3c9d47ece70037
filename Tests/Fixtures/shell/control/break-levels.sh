for i in 1 2; do for j in a b; do [ $j = b ] && break 2; echo $i$j; done; done; for i in 1 2; do for j in a b; do continue 2; done; echo no; done; echo end
for i in 1 2; do for j in a b; do break 666; done; done; echo "big $i$j"; for i in 1 2; do for j in a b; do continue 666; done; echo no; done; echo "big $i$j"
