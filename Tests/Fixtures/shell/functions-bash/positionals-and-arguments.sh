f() { echo "$# $1 $*"; shift; echo "$# $1"; set -- new; echo "$1"; }; set -- outer args; f a b c; echo "$# $1 $0"
