x=a:b
IFS=: read p q <<E
1:2
E
echo "$p $q"; set -- $x; echo $#
IFS=: set -- $x; echo $#
