args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- 'a,b' 'c d' ''
IFS=,; args $*; args $@; IFS=; args $*; args $@
