args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
IFS=:
x=:a::b: ; args $x
x=:: ; args $x
x=: ; args $x
x=a: ; args $x
x= ; args $x
