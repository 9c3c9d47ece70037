run() {
    if [ "${1#-}" != "$1" ]; then set -- server "$@"; fi
    echo "$@"
}
run --port 80; run -v; run sh -c x; run; run -
