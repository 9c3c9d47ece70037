server() { echo "server $*"; }
start() { if [ "${1#-}" != "$1" ]; then set -- server "$@"; fi; "$@"; }
start -v --x; start server a; start echo plain; start --help
