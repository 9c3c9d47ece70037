set --; [ -n "${KEY:-}" ] && set -- "$@" -i "$KEY"; set -- "$@" ${PORT:+-p "$PORT"} host; echo "$#: $*"; PORT='2 2'; set -- ${PORT:+-p "$PORT"} h; echo "$#: $*"
