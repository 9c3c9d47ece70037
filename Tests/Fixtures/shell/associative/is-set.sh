# shells: bash
declare -A m=([a]= [b]=x)
[[ -v m[a] ]] && echo a set; [[ -v m[c] ]] || echo c not
[[ ${m[a]+x} ]] && echo plus; [[ -n ${m[c]+x} ]] || echo c no plus
[[ -v m ]] || echo m itself not
