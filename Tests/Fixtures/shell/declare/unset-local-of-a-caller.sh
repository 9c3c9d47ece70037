# shells: bash
x=outer
g() { unset x; echo "g [${x-unset}]"; }
f() { local x=in; g; echo "f [${x-unset}]"; }
f; echo $x
