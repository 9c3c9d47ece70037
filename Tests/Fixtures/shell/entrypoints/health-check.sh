check() { [ "$(cat state 2>/dev/null)" = up ] || return 1; }; check || echo unhealthy; echo up > state; check && echo healthy; (check || exit 1); echo $?
