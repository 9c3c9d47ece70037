set -u; (echo $((nope+1))) 2>/dev/null; echo $?; (echo $(($nope+1))) 2>/dev/null; echo $?
