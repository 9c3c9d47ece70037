mkdir d; for n in a b.sh c-d 'e~'; do printf '#!/bin/sh\necho %s "$@"\n' "$n" >"d/$n"; chmod +x "d/$n"; done
printf '#!/bin/sh\nexit 3\n' >d/z; chmod +x d/z; : >d/noexec
run-parts d; echo $?
run-parts --test d
run-parts -a x -a y d; echo $?
run-parts --reverse --test d
run-parts --exit-on-error d; echo $?
run-parts nosuch; echo $?
