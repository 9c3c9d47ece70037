unset IFS; x='a b	c'
for w in $x; do printf '<%s>' "$w"; done; echo
