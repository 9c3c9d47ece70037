# shells: bash
echo before
echo $'abc
echo after
