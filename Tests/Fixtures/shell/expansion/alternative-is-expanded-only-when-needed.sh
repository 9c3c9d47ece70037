x=set
: ${x:-$(echo ran >&2)} ${x-$((y=5))}
echo "${y-unset}"
: ${u:-$((y=6))}; echo $y
