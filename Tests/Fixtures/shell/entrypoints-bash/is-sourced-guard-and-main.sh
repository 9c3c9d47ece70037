# shells: bash
cat >ep.sh <<'E'
_is_sourced() { [ "${#FUNCNAME[@]}" -ge 2 ] && [ "${FUNCNAME[0]}" = '_is_sourced' ] && [ "${FUNCNAME[1]}" = 'source' ]; }
_main() { if [ "${1:0:1}" = '-' ]; then set -- server "$@"; fi; echo "main: $*"; }
if ! _is_sourced; then _main "$@"; fi
E
bash ep.sh -c x; bash ep.sh other; source ep.sh; echo sourced; _main -z
