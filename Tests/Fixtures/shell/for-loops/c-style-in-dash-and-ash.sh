# shells: dash ash
echo before
for ((i = 0; i < 3; i++)); do echo $i; done
