# shells: ash
args() { printf '<%s>' "$@"; echo; }
args $'a\tb\n' $'\x41\102' $'it\'s' "$'x'"
