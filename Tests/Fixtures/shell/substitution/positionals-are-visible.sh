set -- a b; echo $(echo $2 $#; shift; echo $1) $1
