find_first() { for d in "$@"; do for f in $d/*.c; do [ -f "$f" ] && { echo "$f"; return 0; }; done; done; return 1; }; mkdir a b; : > b/x.c; : > b/y.c; find_first a b; echo $?; find_first a; echo $?
