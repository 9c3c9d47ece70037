# shells: bash
[[ a == b
echo never
