set -e
for i in 1 2 3; do echo $i; [ $i = 2 ] && false; [ $i -lt 2 ]; done
echo no
