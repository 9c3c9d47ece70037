# status: 0
x='a$b"c"${d-e}'
i=0
while [ $i -lt 14 ]; do x="$x$x"; i=$((i + 1)); done
eval "y=$x"
[ "${#y}" -eq 49152 ]
