# shells: bash
n=0
while read -r x; do ((n += x)); done < <(seq 4)
echo $n
