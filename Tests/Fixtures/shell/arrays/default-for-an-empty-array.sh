# shells: bash
e=()
echo "${e[@]-none}" "${e[@]:-none}" "${e[@]+some}" "${e-none}"
e=(""); echo "[${e[@]-none}]" "[${e[@]:-none}]" "[${e[@]+some}]" "[${e[@]:+some}]"
e=("" ""); echo "[${e[@]:-none}]"
