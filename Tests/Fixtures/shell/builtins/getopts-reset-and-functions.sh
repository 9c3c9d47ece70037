f() { OPTIND=1; while getopts xy: o "$@"; do echo "$o:${OPTARG-}"; done; }; f -x -y 1; f -y2 z; set -- -x; f; getopts x o -q 2>/dev/null; echo $o
