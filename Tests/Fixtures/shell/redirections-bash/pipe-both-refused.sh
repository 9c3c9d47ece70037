# shells: dash ash
echo before
echo a |& cat
