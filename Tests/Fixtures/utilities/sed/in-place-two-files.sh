echo one > a; echo two > b
sed -i '1s/$/!/' a b
cat a b
