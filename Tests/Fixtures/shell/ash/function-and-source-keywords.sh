# shells: ash bash
function f { echo "f $1"; }; f a; echo 'echo "src $1"; return 2' > s; source ./s arg; echo $?
