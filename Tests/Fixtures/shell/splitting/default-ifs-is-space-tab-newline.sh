printf '<%s>\n' "$IFS"
x=' a  b	c
d '
for w in $x; do printf '<%s>' "$w"; done; echo
