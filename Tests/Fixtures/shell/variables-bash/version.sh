# shells: bash
[[ ${BASH_VERSINFO[0]} -ge 5 ]] && echo five; [[ $BASH_VERSION == 5.* ]] && echo v; ((${#BASH_VERSINFO[@]} == 6)) && echo six; [ -n "$BASH" ] && echo bash
