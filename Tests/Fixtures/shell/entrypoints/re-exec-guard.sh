printf '%s\n' '#!/bin/sh' 'if [ -z "${GUARD:-}" ]; then export GUARD=1; exec "$0" "$@"; fi' 'echo "guarded $*"' > s; chmod +x s; ./s a 'b c'
