# shells: bash
f() { [[ zz =~ z(z) ]]; }
[[ ab =~ a(b) ]]; (f); echo "${BASH_REMATCH[1]}"; f; echo "${BASH_REMATCH[1]}"
