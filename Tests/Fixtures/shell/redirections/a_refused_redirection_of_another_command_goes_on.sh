cat < missing
echo $?
{ echo a; } < missing
echo $?
(echo a) < missing
echo $?
x=1 < missing
echo $? $x
< missing
echo $?
f() { echo a; }
f < missing
echo $?
if true; then echo a; fi < missing
echo $?
while true; do echo a; done < missing
echo $?
for x in 1; do echo a; done < missing
echo $?
case a in a) echo a ;; esac < missing
echo $?
read x < missing
echo $?
cd / < missing
echo $?
mkdir d
echo a > d
echo $?
echo a > d/missing/f
echo $?
echo a > ''
echo $?
echo a > f/
cat < d
echo $?
! cat < missing
echo $?
cat 2> e < missing
[ -s e ] && echo told
rm e
set -e
cat < missing || echo on
cat < missing
echo never
