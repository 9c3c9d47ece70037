set -- a b
IFS=:; echo "$*" "x$*y"; x=$*; echo "$x"; x="$*"; echo "$x"; x=$@; echo "$x"; x="$@"; echo "$x"
cat <<E
$* $@
E
case $* in a:b) echo colon ;; esac
IFS=; echo "$*"; x=$*; echo "$x"; echo $*; x=$@; echo "$x"
unset IFS; echo "$*"
IFS=:; printf '[%s]' "${*}" "${*:-z}" "${#*}" $*; echo
