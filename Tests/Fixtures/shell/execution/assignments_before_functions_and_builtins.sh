x=o
f() { echo "$x"; sh -c 'echo $x'; x=9; }; x=1 f; echo "[$x]"
IFS=: read a b <<E
1:2
E
echo "$a-$b"; set -- a b; echo "$*"
x=1 :; echo "$x"; y=1 true; echo "[$y]"; w=1 command eval :; echo "[$w]"
x=5 exec sh -c 'echo $x'
