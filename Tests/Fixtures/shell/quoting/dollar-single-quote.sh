# shells: bash
args() { printf '<%s>' "$@"; echo; }
args $'a\tb\n' $'\x41\102\u0043' $'it\'s' $'\e' "$'x'" $'a\cAb'
