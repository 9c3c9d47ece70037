mkdir entrypoint.d; echo 'echo "sourced a $X"; Y=set' > entrypoint.d/10-a.envsh; printf '#!/bin/sh\necho ran b\n' > entrypoint.d/20-b.sh; chmod +x entrypoint.d/*; echo x > entrypoint.d/30-skip.txt; : > entrypoint.d/40-noexec.sh
X=1
find entrypoint.d -type f | sort | while read -r f; do case "$f" in *.envsh) . "./$f"; echo "y=$Y";; *.sh) if [ -x "$f" ]; then "./$f"; else echo "ignoring $f, not executable"; fi;; *) echo "ignoring $f";; esac; done
echo "after ${Y-unset}"
