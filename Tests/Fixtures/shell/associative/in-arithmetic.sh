# shells: bash
declare -A n=([x]=1)
((n[x]++)); ((n[y] += 5)); k=x
echo ${n[x]} ${n[y]} $((n[x] + n[$k]))
for w in a b a c a; do ((c_$w++)); n[$w]=$((${n[$w]:-0} + 1)); done
echo ${n[a]} ${n[b]} $c_a
