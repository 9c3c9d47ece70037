# shells: bash
declare -n r=nosuch; echo "[${r-unset}]"; r=made; echo $nosuch
[[ -v r ]] && echo set; [[ -R r ]] && echo ref; unset -n r; [[ -R r ]] || echo no ref
