u=; args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
args ${u:-a b} ${u:-"a b"} ${u:-'a b'} ${u:-a\ b}
args ${u:-a" b "c} ${u:-''} ${u:-""}
args ${u:-"$u"} ${u:-$u}
