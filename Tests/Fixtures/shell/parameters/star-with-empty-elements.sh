args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- '' a '' '' b ''
args $*; args $@; IFS=:; args $*; args $@; args "$*"
