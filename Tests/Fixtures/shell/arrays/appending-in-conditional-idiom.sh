# shells: bash
opts=(); v=1 n=; [[ $v ]] && opts+=(-v); [[ $n ]] && opts+=(-n "$n"); opts+=(${extra:+--extra "$extra"}); echo "${#opts[@]}: ${opts[*]}"; set -- "${opts[@]}" "$@"; echo $#
