# shells: dash
echo before
cat <(echo a)
echo after
