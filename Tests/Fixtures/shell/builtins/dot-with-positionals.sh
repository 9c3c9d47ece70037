echo 'echo "$# $1"; set -- n m' > s; set -- a b; . ./s; echo "$# $1"
