exec 3>&1 > f
echo a
echo b
cat f >&2
exec 2> g
echo c >&2
nosuch
[ -s g ] && echo told >&3
rm g
exec < f
read x
echo "read $x"
exec > i
command exec 3> h
echo d >&3
exec cat h
