run() { if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then set -- redis-stub "$@"; fi; echo "$@"; }
run --save; run my.conf; run sh -c x; run
