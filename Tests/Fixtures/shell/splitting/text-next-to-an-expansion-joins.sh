args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
x=' a b '; args -$x- ; args "-"$x"-"; args $x$x ; args ''$x''
y='a b'; args -$y-$y-
