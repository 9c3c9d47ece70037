# shells: bash
echo before
[[ a b ]]
echo after
