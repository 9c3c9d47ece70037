u=; args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
args "${u:-a b}" "${u:-'a b'}" "${u:-\'}" "${u:-\z}" "${u:-\$x}" "${u:-\\}"
args "${u:-a "b  c" d}" "${u:-"x y"}" "${u:-\"}" "${u:-''}"
