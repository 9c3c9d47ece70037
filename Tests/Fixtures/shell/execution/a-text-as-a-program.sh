printf 'echo "$0 $# $1"; exit 3' > s; chmod +x s; ./s a b; echo $?; mkdir d; cp s d/s; d/s x
