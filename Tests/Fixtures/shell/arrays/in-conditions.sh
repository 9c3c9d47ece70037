# shells: bash
a=(x y) e=() s=("")
[[ ${a[@]} == "x y" ]] && echo joined; [[ "${a[*]}" == "x y" ]] && echo star; [[ ${e[@]} ]] || echo empty; [[ -n ${s[@]} ]] || echo blank
((${#a[@]})) && echo some; ((${#e[@]} == 0)) && echo none; [ ${#a[@]} -gt 1 ] && echo more; if [[ " ${a[*]} " == *" y "* ]]; then echo contains; fi
