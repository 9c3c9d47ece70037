touch 'a b' 'c
d'; for f in *; do printf '<%s>' "$f"; done; echo; for f in $(echo *); do printf '[%s]' "$f"; done; echo
