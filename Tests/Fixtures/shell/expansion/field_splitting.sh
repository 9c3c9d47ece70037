x='a:b:c'; IFS=:
for w in $x; do echo "<$w>"; done
for w in lit:eral; do echo "<$w>"; done
IFS=' '; set -- $(echo 1  2   3); echo $#
