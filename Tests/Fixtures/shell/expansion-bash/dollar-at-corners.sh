set -- 'a b' '' c
printf '<%s>' "$@"; echo; printf '<%s>' $@; echo; printf '<%s>' "$*"; echo; printf '<%s>' x"$@"y; echo; printf '<%s>' "${@:-d}"; echo; set --; printf '<%s>' "$@" "${@:-d}" "x$@"; echo; printf '<%s>' ""$@; echo
