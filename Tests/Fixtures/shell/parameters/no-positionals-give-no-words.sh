args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set --
args $@; args "$@"; args $*; args "$*"; args "$@" "$@"; args a "$@" b
