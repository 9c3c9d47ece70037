set -- -a -b val -cval rest
while getopts ab:c: o; do echo "$o ${OPTARG-none} $OPTIND"; done; echo "end $OPTIND"; shift $((OPTIND-1)); echo "$@"
