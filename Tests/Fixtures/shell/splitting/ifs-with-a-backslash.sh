args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
IFS='\'; x='a\b\\c'; args $x
