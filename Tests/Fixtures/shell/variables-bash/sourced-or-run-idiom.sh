# shells: bash
cat >s.sh <<'E'
_is_sourced() { [ "${#FUNCNAME[@]}" -ge 2 ] && [ "${FUNCNAME[0]}" = '_is_sourced' ] && [ "${FUNCNAME[1]}" = 'source' ]; }
if ! _is_sourced; then echo run "$@"; else echo sourced; fi
[[ "${BASH_SOURCE[0]}" == "$0" ]] && echo main || echo lib
E
. ./s.sh; bash s.sh a b; chmod +x s.sh
