mkdir -p d/e
echo hit > d/e/f
echo hit > d/g
grep -rl hit d | sort
