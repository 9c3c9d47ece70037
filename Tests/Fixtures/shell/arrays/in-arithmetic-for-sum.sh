# shells: bash
n=(3 4 5) sum=0
for x in "${n[@]}"; do ((sum += x)); done
echo $sum $((n[0] + n[-1]))
