# shells: bash
shopt -s extdebug; show() { echo "${BASH_ARGV[*]} / ${BASH_ARGC[*]}"; }; f() { show x; }; f a b c
