x='[ab]*' ; touch a1 b2 c3; echo $x; echo "$x"; y=$x; echo $y; set -- $x; echo $#; for f in $x; do printf '%s ' $f; done; echo
