set -o noglob; echo *; set +o noglob; set -o nounset; (echo $u) 2>/dev/null; echo $?; set +o nounset; echo "<$u>"; (set -o nosuchopt) 2>/dev/null; [ $? -ne 0 ] && echo bad
