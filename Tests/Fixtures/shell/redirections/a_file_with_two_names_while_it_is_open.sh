exec 5> f
ln f g
rm f
echo a >&5
cat g
ln g f
mv f g
echo b >&5
cat f g
rm f
echo c >&5
cat g
rm g
echo d >&5
ls
