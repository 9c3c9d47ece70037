# shells: bash
coproc { while read -r l; do echo "got $l"; done; }
echo hello >&${COPROC[1]}; read -r r <&${COPROC[0]}; echo "$r"; [ -n "$COPROC_PID" ] && echo pid
exec {w}>&${COPROC[1]}-; exec {w}>&-; wait $COPROC_PID; echo $?
