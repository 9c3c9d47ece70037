# shells: dash ash bash
set -- -a -bval -c x rest -d; while getopts ab:c:d o; do echo "$o [$OPTARG] $OPTIND"; done; shift $((OPTIND - 1)); echo "$@ | $o"
f() { OPTIND=1; while getopts xy: o; do echo "f $o [$OPTARG]"; done; }; f -x -y 1; f -xy2 -z; f -y; getopts :q: o -q; echo "$o [$OPTARG] $?"; OPTIND=1; getopts :q: o -r; echo "$o [$OPTARG]"
