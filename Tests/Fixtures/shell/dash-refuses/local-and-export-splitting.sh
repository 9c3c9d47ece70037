# shells: dash
v='1 2'; export e=$v; f() { local l=$v; echo "[$l]"; }; f; echo "[$e]"
w='1 b-c'; (export e=$w; echo "[$e]"); echo $?
