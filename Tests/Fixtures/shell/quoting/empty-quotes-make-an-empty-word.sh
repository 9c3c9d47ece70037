args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
u=
args ''
args ""
args $u
args "$u"
args $u''
args ''""''
args a '' b
args "$u"$u
