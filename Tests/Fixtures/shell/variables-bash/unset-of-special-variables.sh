# shells: bash
unset RANDOM; echo "[$RANDOM]"; unset LINENO; echo "[$LINENO]"; unset FUNCNAME; f() { echo "[${FUNCNAME[0]}]"; }; f; unset SECONDS; SECONDS=x; echo $SECONDS
