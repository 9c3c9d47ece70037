# shells: bash
[[ $(echo a b) == "a b" ]] && echo 1
[[ $(false) ]]; echo $?
[[ `echo x` == x && $((1+1)) -eq 2 && ${#u} -eq 0 ]] && echo 2
