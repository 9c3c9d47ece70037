# shells: dash
echo 'echo "lib $# $1"' >lib.sh; set -- p; . ./lib.sh a b; echo "$# $1"; source ./lib.sh; echo $?
