# shells: dash
echo "[$RANDOM][$LINENO][$SECONDS][$UID][$FUNCNAME]" $OPTIND; [ -n "$PPID" ] && echo ppid
