exec 3<<E
l1
l2
E
read a <&3
read b <&3
echo $b $a
(cat; echo end) <<E
$(echo sub) `echo b` \$x
E
while read x; do echo "<$x>"; done <<E
1
2
E
