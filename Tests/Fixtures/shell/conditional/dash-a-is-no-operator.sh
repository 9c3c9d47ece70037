# shells: bash
[[ a -a b ]]
