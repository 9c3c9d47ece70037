# shells: bash
for ((i = 0; i < 1 +; i++)); do echo $i; done
echo "$?"
