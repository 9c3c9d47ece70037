set -e
: $((0)); x=$((0)); y= ; z=$(echo); echo a; x=1 false; echo no
