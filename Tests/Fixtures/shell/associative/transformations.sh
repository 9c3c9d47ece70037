# shells: bash
declare -A m=(["a b"]="c d"); echo "${m[@]@Q}" "${m[@]@K}" "${m[@]@A}"; echo "${!m[@]}" "${m[@]@k}"; echo "${m@a}"
