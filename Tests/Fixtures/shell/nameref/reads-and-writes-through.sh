# shells: bash
x=1; declare -n r=x; echo $r; r=2; echo $x; r+=3; echo $x ${!r}
unset r; echo "[$x]" "${r-gone}"; unset -n r; r=plain; echo $r
