# shells: bash
env | cut -d= -f1 | sort; printf '%q ' "$PS4" "$IFS" "$OPTIND" "$OPTERR"; echo
