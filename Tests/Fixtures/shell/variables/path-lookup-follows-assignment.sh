mkdir bin; printf '#!/bin/sh\necho mine "$@"\n' > bin/mytool; chmod +x bin/mytool
mytool 2>/dev/null; echo $?; PATH=$PWD/bin:$PATH; mytool a; PATH=/nowhere; mytool b; /bin/echo end
