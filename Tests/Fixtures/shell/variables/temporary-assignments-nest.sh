f() { echo "f $x"; x=3 g; echo "f2 $x"; }; g() { echo "g $x"; }; x=1; x=2 f; echo $x
