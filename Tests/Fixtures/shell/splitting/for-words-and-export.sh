IFS=,; v=1,2,3
for i in $v; do echo $i; done
for i in "$v" 4,5; do echo "$i"; done
