f() { (shift; echo "$*"); echo "$*"; }; f 1 2 3; set -- a b; (set -- z; echo $1); echo $1
