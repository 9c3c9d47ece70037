# shells: bash
[[ -n ]]; echo $?
