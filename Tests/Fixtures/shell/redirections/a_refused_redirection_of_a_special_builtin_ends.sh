(: < missing; echo never)
echo $?
(exec 3< missing; echo never)
echo $?
(eval 'echo a' < missing; echo never)
echo $?
(export x=1 < missing; echo never)
echo $?
(. ./f < missing; echo never)
echo $?
command exec 3< missing
echo $?
command : < missing
echo $?
: > /missing/x || echo never
