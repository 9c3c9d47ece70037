IFS=; x=' a b '
for w in $x; do printf '<%s>' "$w"; done; echo
for w in $(echo 'a b'); do printf '<%s>' "$w"; done; echo
