echo 'x=dotted; echo "in $x"; cd /; f() { echo f; }' > s; . ./s; echo $x $PWD; f
