args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
IFS=0; args $((1001)) "$((1001))" 
