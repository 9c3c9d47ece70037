set -- a b; echo $# $1; set -- "$@" c; echo $# $3; set -- x; echo $# $1$2; set --; echo $#
set a b; echo $#; set -; echo $#
