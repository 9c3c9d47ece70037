f() { echo "$# $*"; set -- x y z; echo "$#"; shift; echo "$*"; }
set -- a b; f 1; echo "$*"; f; echo "$*"
