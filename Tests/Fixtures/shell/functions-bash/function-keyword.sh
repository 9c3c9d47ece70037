# shells: ash bash
function f { echo "f $1"; }; function g() { echo g; }; f x; g; function h() ( echo sub; x=1 ); x=0; h; echo $x
