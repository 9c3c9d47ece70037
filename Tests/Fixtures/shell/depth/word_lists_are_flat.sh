# status: 0
x='( ! '
i=0
while [ $i -lt 12 ]; do x="$x$x"; i=$((i + 1)); done
find $x 2> /dev/null
env $x 2> /dev/null
printf '%s' $x > f
xargs echo < f > /dev/null
xargs -n 1 echo < f > /dev/null
grep -r $x 2> /dev/null
cp -r $x 2> /dev/null
:
