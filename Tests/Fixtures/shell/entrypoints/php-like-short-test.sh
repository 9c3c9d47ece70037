set -e
if [ "${1#-}" != "$1" ]; then echo no; fi
set -- -a
if [ "${1#-}" != "$1" ]; then set -- php "$@"; fi
echo "$@"
