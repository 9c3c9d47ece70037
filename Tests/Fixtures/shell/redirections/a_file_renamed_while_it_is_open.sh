exec 3> f
echo a >&3
mv f g
echo b >&3
mkdir d
mv g d/h
mv d e
echo c >&3
cat e/h
echo other > f
echo d >&3
cat f e/h
