# shells: dash ash bash
echo before
for 1x in a; do echo $x; done
echo after
