# shells: bash
set -- -a -b val -c rest; while getopts ab:c o; do echo "$o [$OPTARG] $OPTIND"; done; shift $((OPTIND - 1)); echo "$@"
OPTIND=1; while getopts :x:y o -z -x; do echo "$o [$OPTARG]"; done; OPTIND=1; getopts a o -q; echo "$? $o"
