mkdir bin; printf '#!/bin/sh\necho mine\n' > bin/mytool; chmod +x bin/mytool
PATH=$PWD/bin:$PATH mytool; mytool 2>/dev/null; echo $?
