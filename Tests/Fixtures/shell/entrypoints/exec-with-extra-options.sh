EXTRA='--a=1 --b "q r"'; show() { printf '[%s]' "$@"; echo; }; set -- prog x; show "$@" $EXTRA; eval "show \"\$@\" $EXTRA"; set -- "$@" --last; show "$@"
