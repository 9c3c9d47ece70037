# shells: bash
arr_q=(1); compgen -A arrayvar arr_; compgen -A signal SIGT | head -n 3; compgen -A shopt null; compgen -A setopt pipe; compgen -A nosuch; echo $?; compgen -P pre- -S -suf -W 'x y'; complete -W 'a b' mycmd; complete -p mycmd; complete -r mycmd
