# shells: dash ash
env | cut -d= -f1 | sort; echo "$PS4|$IFS|$OPTIND|"; echo "[$PPID]" | sed 's/[0-9][0-9]*/N/'
