t() { test "$@"; echo "$* -> $?"; }
t; t ''; t a; t -n; t -z; t -n ''; t -n a; t -z ''; t a = a; t a = b; t a != b; t '' = ''; t = = =; t ! a; t ! ''; t -f; t '('
