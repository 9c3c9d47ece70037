mkdir bin; printf '#!/bin/sh\nu=$1; shift; echo "as $u"; exec "$@"\n' >bin/stepdown; printf '#!/bin/sh\necho "server $# $*"; exit 7\n' >bin/server; chmod +x bin/*; PATH=$PWD/bin:$PATH
set -e; set -- server --dir "a b"
if [ "$1" = 'server' ] && [ "$(id -u)" = '0' ]; then find . \! -user root -exec echo chown {} +; set -- stepdown app "$@"; fi
um="$(umask)"; if [ "$um" = '0022' ]; then umask 0077; fi; touch private
exec "$@"
echo never
