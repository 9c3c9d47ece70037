seq 1 20 > f
head -3 f
head -n -17 f
seq 5 | head -c 3
echo
head -n 1 f f
seq 10 | (head -n 2 > /dev/null; cat) | tail -n 1
{ head -n 2 > /dev/null; head -n 1; } < f
