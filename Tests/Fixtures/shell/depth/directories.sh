# status: 0
x='d/'
i=0
while [ $i -lt 9 ]; do x="$x$x"; i=$((i + 1)); done
mkdir -p $x && chmod -R 755 d && rm -r d
