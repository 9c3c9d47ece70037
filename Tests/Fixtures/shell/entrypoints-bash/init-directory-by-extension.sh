# shells: bash
mkdir init.d; echo 'echo "sourced $0 $x"' >init.d/10-a.sh; printf '#!/bin/sh\necho "run x=$x"\n' >init.d/20-b.sh; chmod +x init.d/20-b.sh; echo 'select 1;' >init.d/30-c.sql; echo x >init.d/readme
process() { local f; for f; do case "$f" in *.sh) if [ -x "$f" ]; then printf 'running %s\n' "$f"; "$f"; else printf 'sourcing %s\n' "$f"; . "$f"; fi;; *.sql) printf 'feeding %s\n' "$f"; cat <"$f";; *) printf 'ignoring %s\n' "$f";; esac; printf '\n'; done; }
x=local; process init.d/*; ls none.d/* >/dev/null 2>&1 || echo empty; shopt -s nullglob; process none.d/*; echo end
