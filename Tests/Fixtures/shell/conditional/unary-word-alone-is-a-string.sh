# shells: bash
[[ -f ]] && echo 1; [[ ! ]] && echo 2
