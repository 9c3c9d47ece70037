# shells: bash
a=(1 2 3)
((a[1] += 10, a[5] = a[0] + a[2], a[0]++))
declare -p a
echo $((a[1] * 2)) $((a)) $((a[9]))
