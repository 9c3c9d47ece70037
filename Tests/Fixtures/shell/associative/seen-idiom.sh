# shells: bash
declare -A seen
for w in a b a c b; do [[ ${seen[$w]} ]] && continue; seen[$w]=1; printf '%s ' "$w"; done; echo
