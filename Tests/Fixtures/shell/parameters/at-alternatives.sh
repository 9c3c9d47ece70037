args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set --; args "${@-none}"; args "${*-none}"; args ${@:-none}; args "${@+some}"
set -- ''; args "${@-none}"; args "${@:-none}"; args "${*:-none}"; args "${@:+some}"
set -- 'a b' c; args "${@-none}"; args ${*:+some}
