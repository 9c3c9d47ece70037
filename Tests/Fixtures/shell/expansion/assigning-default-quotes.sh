args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
args ${a:="1 2"}; args "$a"
args ${b:=1 2}; args "$b"
args ${c:=*"*"}; args "$c"
: ${d:=~/x}; args "$d"
