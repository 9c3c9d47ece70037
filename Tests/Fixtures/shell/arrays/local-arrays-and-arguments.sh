# shells: bash
f() { local a=("$@") b; local -a c=(x y); b=("${a[@]/#/-}"); echo "${#a[@]} ${b[*]} ${c[1]}"; set -- "${c[@]}" z; echo "$# $3"; }
a=(outer); f "p q" r; echo "${a[@]}" "[${b[@]}]" "[${c[@]}]"
