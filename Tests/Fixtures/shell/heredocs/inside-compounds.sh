for i in 1 2; do cat <<E
item $i
E
done
if cat <<E
cond
E
then echo yes; fi
while read l; do echo "got $l"; done <<E
a
b
E
