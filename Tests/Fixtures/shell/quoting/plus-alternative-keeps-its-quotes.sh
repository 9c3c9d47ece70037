args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- 'a b' c
args ${1+"$@"}
args ${1+$@}
args "${1+$@}"
args "${1+"$@"}"
set --
args ${1+"$@"}
args "${1+"$@"}"
