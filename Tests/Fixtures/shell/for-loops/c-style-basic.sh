# shells: bash
for ((i = 0; i < 3; i++)); do printf '%s ' $i; done; echo "after $i"
for ((i=10;i>0;i-=3)) do printf '%s ' $i; done; echo
for ((i = 0, j = 10; i < j; i++, j -= 2)); do echo $i $j; done
