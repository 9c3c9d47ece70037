set -- -x -a; while getopts a o; do echo "$o <${OPTARG-unset}>"; done
