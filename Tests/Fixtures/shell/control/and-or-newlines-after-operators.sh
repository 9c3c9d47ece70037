true &&

echo a ||
echo b
false ||
# comment
echo c
