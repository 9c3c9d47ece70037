# shells: bash
cat <(cat <(echo inner) <(echo second))
f() { cat "$1"; echo pre"$1" | sed 's/[0-9]*$/N/'; }; f <(echo x)
echo pre<(:) | sed 's/[0-9]*$/N/'
