readonly x=1
(x=2 true; echo "a $?") 2>/dev/null; echo $?
(x=2 :; echo "b $?") 2>/dev/null; echo $?
(export x=2; echo "c $?") 2>/dev/null; echo $?
(read x <<E
v
E
echo "d $?") 2>/dev/null; echo $?
(for x in 1 2; do echo $x; done; echo e) 2>/dev/null; echo $?
