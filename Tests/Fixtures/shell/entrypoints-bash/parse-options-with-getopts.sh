usage() { echo "usage: entry [-v] [-c FILE] CMD" >&2; exit 64; }
parse() { v=0; OPTIND=1; while getopts vc:h o; do case $o in v) v=$((v + 1));; c) c=$OPTARG;; h|*) usage;; esac; done; shift $((OPTIND - 1)); echo "v=$v c=${c:-} rest=$*"; }
parse -vv -c f run x; parse -cfile -- -v; (parse -h); echo $?
