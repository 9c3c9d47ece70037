# shells: bash
[[ a == a && ( b == c || d == d ) ]] && echo 1
[[ ! a == b ]] && echo 2; [[ ! ( a == a ) ]] || echo 3; [[ ! -z x && ! -n "" ]] && echo 4
[[ a == b || a == a && b == c ]] || echo 5
[[ -n "" && $(echo ran >&2) ]] || echo short
[[ -n x || $(echo ran >&2) ]] && echo short2
