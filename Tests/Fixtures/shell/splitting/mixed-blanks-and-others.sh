args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
IFS=' -'
x=' 22 -33'; args $x
x=' - a - - b -'; args $x
x='a -b- c--d'; args $x
x=' '; args $x
x='-'; args $x
x=' - '; args $x
