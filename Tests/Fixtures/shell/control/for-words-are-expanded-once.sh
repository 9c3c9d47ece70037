x='1 2'; for i in $x; do x=changed; echo $i; done; set -- a b; for i in "$@"; do set -- z; echo $i; done; echo $1
