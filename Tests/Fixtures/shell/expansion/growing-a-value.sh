i=0 x=; while [ $i -lt 500 ]; do x="$x $i"; i=$((i+1)); done; echo ${#x}; set -- $x; echo $#; n=0; for w in $x; do n=$((n+w)); done; echo $n
