suexec() { shift; "$@"; }; tini() { [ "$1" = -- ] && shift; "$@"; }
main() { echo "main $*"; }
tini -- suexec user main a b
