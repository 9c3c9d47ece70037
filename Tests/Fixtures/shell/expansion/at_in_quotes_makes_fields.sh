set -- a b c; printf '[%s]' "x $@ y" "${@}" "$@$@"; echo
set --; printf '[%s]' "x $@ y" "$@" "$*" "$@$@" "a$@" ""$@; echo
set -- "" b; printf '[%s]' "$@" $@ $* "x$@"; echo
