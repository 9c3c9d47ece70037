# shells: bash
declare -A c; for w in the cat the dog the; do (( ++c[$w] )); done; for w in "${!c[@]}"; do echo "${c[$w]} $w"; done | sort -rn
