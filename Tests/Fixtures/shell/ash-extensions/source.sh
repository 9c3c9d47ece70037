# shells: ash bash
echo 'echo "lib $# $1"; X=set' >lib.sh; source ./lib.sh; echo $X; set -- p; source ./lib.sh a b; echo "$# $1"; . ./lib.sh q; echo "$# $1"
