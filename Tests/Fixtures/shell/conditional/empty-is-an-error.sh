# shells: bash
echo before
[[ ]]
echo after
