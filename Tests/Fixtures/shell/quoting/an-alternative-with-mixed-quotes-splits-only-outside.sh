args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
x='1 2'
args ${u-$x"$x"$x}
args ${u-a "$x" b}
args "${u-$x"$x"}"
args ${u-"$x"}
