# shells: gnu
mkdir d; for n in a b.sh c; do printf '#!/bin/sh\necho %s "$@"\n' "$n" >"d/$n"; chmod +x "d/$n"; done; : >d/noexec
run-parts --list d
run-parts -v d
run-parts --regex '.*\.sh$' d
run-parts; echo $?
