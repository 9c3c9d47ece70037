mkdir -p d/e
echo hit > d/e/f
echo miss > d/g
grep -r hit d
