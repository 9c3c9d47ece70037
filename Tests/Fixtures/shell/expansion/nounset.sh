set -u
echo "${u-ok}" "${u+x}" "$@" "$*" $#
(echo $u); echo "status $?"
(echo ${#u}); echo "status $?"
(echo $1); echo "status $?"
(echo ${u%x}); echo "status $?"
