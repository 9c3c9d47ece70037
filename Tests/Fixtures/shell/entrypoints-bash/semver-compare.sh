# shells: bash
ver() { local IFS=.; local -a a=($1) b=($2); local i; for ((i = 0; i < ${#a[@]} || i < ${#b[@]}; i++)); do ((10#${a[i]:-0} > 10#${b[i]:-0})) && { echo '>'; return; }; ((10#${a[i]:-0} < 10#${b[i]:-0})) && { echo '<'; return; }; done; echo '='; }
ver 1.2.3 1.2.10; ver 2.0 1.9.9; ver 1.0 1.0.0; ver 1.08 1.8; [[ $(printf '%s\n' 1.10 1.9 | sort -V | head -n1) == 1.9 ]] && echo sortV
