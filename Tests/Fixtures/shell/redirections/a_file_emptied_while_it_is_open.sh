exec 3> f
echo aaaa >&3
> f
echo b >&3
wc -c < f
tr '\0' . < f
exec 3>> f
echo cccc >&3
> f
echo d >&3
cat f
cat f > f
wc -c < f
