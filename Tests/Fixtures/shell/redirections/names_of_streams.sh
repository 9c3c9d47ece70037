echo a > /dev/fd/1
echo b > /dev/stdout
printf 'c\n' > in
cat < /dev/fd/0 < in
exec 3< in
cat < /dev/fd/3
echo d > /dev/null
cat < /dev/null
read x < /dev/null
echo $?
echo e > /dev/fd/7
echo $?
