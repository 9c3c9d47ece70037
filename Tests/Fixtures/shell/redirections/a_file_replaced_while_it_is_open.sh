exec 5> f
echo a >&5
echo new > h
mv h f
echo b >&5
cat f
exec 6< f
rm f
echo newer > f
cat <&6
