# shells: bash
readonly x=1
x=2; echo "not reached on this line"
echo "next $x $?"
unset x; echo $?
declare x=3; echo $?
local y; echo $?
