set -- $(echo "a b") "$(echo "c d")" x$(echo 1 2)y
for i; do echo "<$i>"; done
