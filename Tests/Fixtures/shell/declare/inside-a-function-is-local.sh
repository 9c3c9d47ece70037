# shells: bash
x=outer
f() { declare x=inner; declare -g y=global; typeset z=local; echo "$x"; }
f; echo "$x" "$y" "[$z]"
