# shells: dash ash bash
set -- -a b; echo $# $1; set x y; echo $*; set -u -- z; echo $*; set +u; set --; echo $#; set - p q; echo $*; set -e -- ; echo $#
