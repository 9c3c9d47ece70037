x=a; f() { echo "f $x"; }; echo "$(x=b; f)" "$(f)"
