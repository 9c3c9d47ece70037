set -C
echo a > f
echo b > f
echo $?
echo c >> f
echo d >| g
echo e >| g
echo f > /dev/null
ln -s nowhere link
set +C
echo h > f
cat f g
set -o noclobber
: > f
echo never
