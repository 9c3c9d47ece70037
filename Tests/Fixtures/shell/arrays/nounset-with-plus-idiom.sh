# shells: bash
set -u
e=(); printf '<%s>' ${e[@]+"${e[@]}"}; echo
e=("a b" ""); printf '<%s>' ${e[@]+"${e[@]}"}; echo
