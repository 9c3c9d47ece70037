# shells: bash
for ((i = 0; i < 6; i++)); do
    ((i == 1)) && continue
    ((i == 4)) && break
    echo $i
done
for ((i = 0; i < 3; i++)); do for ((j = 0; j < 3; j++)); do ((j == 1)) && continue 2; echo $i$j; done; done
