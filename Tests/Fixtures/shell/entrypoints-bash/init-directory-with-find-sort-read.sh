mkdir d; echo 'export FROM_ENVSH=1' >d/15-x.envsh; printf '#!/bin/sh\necho "script sees [$FROM_ENVSH]"\n' >d/20-y.sh; chmod +x d/20-y.sh; echo x >d/30-z.sh; echo y >d/note
log() { [ -n "${QUIET:-}" ] || echo "$@"; }
find d -follow -type f -print | sort | while read -r f; do
    case "$f" in
        *.envsh) log "source $f"; . "./$f";;
        *.sh) if [ -x "$f" ]; then log "launch $f"; "./$f"; else log "skip $f, not executable"; fi;;
        *) log "ignore $f";;
    esac
done
echo "[${FROM_ENVSH-}]"; if [ -n "$(find d -name '*.none' 2>/dev/null)" ]; then echo some; else echo none; fi
