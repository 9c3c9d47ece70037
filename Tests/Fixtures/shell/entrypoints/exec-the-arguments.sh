mkdir bin; printf '#!/bin/sh\necho "server:$#:$*"\n' > bin/server; chmod +x bin/server; PATH=$PWD/bin:$PATH
set -e
set -- server --port 80 'a b'
exec "$@"
