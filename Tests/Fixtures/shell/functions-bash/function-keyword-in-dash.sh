# shells: dash
function f { echo "f $1"; }
f x
