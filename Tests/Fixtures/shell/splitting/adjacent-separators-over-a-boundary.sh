args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
IFS=:; x=a: y=:b; args $x$y; args $x"$y"; args $x$x; e=; args $x$e$y; args $e:$e
IFS=' '; x='a ' y=' b'; args $x$y; args $x''$y
