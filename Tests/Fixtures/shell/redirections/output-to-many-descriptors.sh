exec 3>a 4>b 5>c; for i in 3 4 5; do echo "to $i" >&$i; done; exec 3>&- 4>&- 5>&-; cat a b c
