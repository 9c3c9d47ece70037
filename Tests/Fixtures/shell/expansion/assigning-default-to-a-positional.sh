set --
: ${1:=x}
echo not reached
