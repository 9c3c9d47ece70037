mkdir bin; printf '#!/bin/sh\necho "tool: $*"\n' >bin/tool; chmod +x bin/tool; PATH=$PWD/bin:$PATH
entry() { if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then set -- tool "$@"; fi; (exec "$@"); }
touch data; entry --flag; entry script.js a; entry data; entry tool x; entry echo hi
