args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- 'a b' '' c
args $@; args $*; args "$@"; args "$*"
