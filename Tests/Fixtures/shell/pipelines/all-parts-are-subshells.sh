x=1; x=2 | true; echo $x; true | x=3; echo $x; echo v | { read y; echo "in $y"; }; echo "${y-unset}"; cd / | true; [ "$PWD" = / ] || echo here; exit 3 | true; echo alive
