# shells: dash ash bash
set -u
echo "${x:-def}" "${x-}" "${x+set}" "$#" "$@" "$*"
(echo $x); echo $?
(echo ${#x}); echo $?
(echo $1); echo $?
(echo $((x + 1))); echo $?
(unset y; echo "${y#a}"); echo $?
