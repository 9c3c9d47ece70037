mkdir d; printf '#!/bin/sh\n' >d/p; chmod +x d/p; : >d/q
PATH=d:$PATH
which p; echo $?
which q; echo $?
which p nosuch; echo $?
which d/p ./d/p; echo $?
mkdir e; cp d/p e; PATH=$PATH:e; which -a p
which nosuch; echo $?
