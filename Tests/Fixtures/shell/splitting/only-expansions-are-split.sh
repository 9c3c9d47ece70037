args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
IFS=,; x=a,b
args a,b $x 'c,d' "$x" e$x,f
