args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- a b; args "-$@-"; args x"$@"y; args "$@$@"; args "$@"z"$@"
set -- 'p q'; args "-$@-" x$@y
set --; args "-$@-"; args ""$@; args "$@$@"; args x"$@"; args "$@"''
