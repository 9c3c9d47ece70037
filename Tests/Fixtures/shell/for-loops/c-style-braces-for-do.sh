# shells: bash
for ((i = 0; i < 2; i++)) { echo $i; }
for x in a b; { echo $x; }
for ((i = 0; i < 2; i++))
do
    echo line $i
done
