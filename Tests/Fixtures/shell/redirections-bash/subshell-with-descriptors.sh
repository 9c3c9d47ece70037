# shells: bash
x=$( { echo out; echo err >&2; } 2>&1 >/dev/null ); echo "$x"; { err=$( { echo o; echo e >&2; } 2>&1 >&3 3>&- ); } 3>&1; echo "err=$err"; exec 6< <(echo six); read -u 6 l; echo $l; cat 0<<<zero; echo to 1>&2 2>/dev/null
