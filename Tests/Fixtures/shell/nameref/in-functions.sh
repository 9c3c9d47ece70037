# shells: bash
set_it() { local -n out=$1; out="value of $1"; }
set_it a; set_it b; echo "$a, $b"
push() { local -n arr=$1; shift; arr+=("$@"); }
list=(1); push list 2 "3 4"; echo "${#list[@]}" "${list[@]}"
