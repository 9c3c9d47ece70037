set -- a 'b c'
cat <<E
$@ and $* and $#
E
case "$*" in 'a b c') echo joined;; esac
case "$@" in 'a b c') echo joined;; esac
