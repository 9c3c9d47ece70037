# shells: ash
echo before
cat <(echo a)
echo after
