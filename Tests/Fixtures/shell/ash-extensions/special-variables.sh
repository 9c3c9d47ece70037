# shells: ash
echo $((RANDOM < 32768)) ${RANDOM:+set} $LINENO ${EPOCHSECONDS:+sec} ${EPOCHREALTIME:+real} "[$SECONDS]" "[$UID]" "[$FUNCNAME]" "[$BASH_VERSION]" $OPTIND; [ -n "$PPID" ] && echo ppid
