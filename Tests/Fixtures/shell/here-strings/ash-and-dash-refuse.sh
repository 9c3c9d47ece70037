# shells: dash ash
echo before
cat <<<word
echo after
