x=g; f() { local x=f; g; echo "f sees $x"; }; g() { echo "g sees $x"; x=set-by-g; }; f; echo $x
