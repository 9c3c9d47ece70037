args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
x='p q'
args a'b c'd"e $x"f
args a$x"$x"b
args "a"'b'c\d
