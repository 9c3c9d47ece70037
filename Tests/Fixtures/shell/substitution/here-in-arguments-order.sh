f() { printf '%s ' "$1" >&2; echo "$1"; }
echo $(f 1) $(f 2) $(f 3) 2>err; cat err; echo
