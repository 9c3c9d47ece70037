seq 3 > f
mkdir d
head -n 1 nofile f
echo $?
head -n x f
echo $?
head -Z f 2> /dev/null
echo $?
