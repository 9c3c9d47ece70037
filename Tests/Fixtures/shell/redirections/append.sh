echo 1 >> f
echo 2 >> f
cat f
{ echo 3; echo 4 >> f; echo 5; } >> f
cat f
exec 3>> f
echo 6 >&3
