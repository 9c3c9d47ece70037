# shells: gnu
printf 'c\nb\na\n' >u1; printf 'z\ny\nb\n' >u2; comm u1 u2; echo $?
printf '2\n1\n' >v1; printf '2\n1\n3\n2\n' >v2; comm v1 v2; echo $?
comm v2 v1; echo $?; comm --check-order u1 u2; echo $?
comm --check-order v1 v2; comm --nocheck-order v1 u2; echo $?
printf '1\n3\n2\n' >w1; printf '1\n3\n2\n4\n' >w2; comm w1 w2; echo $?
