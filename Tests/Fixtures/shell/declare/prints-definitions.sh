# shells: bash
a=1; b="x y"; export c='q"$`\'; readonly d=r; declare -i e=5; declare -a f=(1 "2 3"); g=$'tab\t'
declare -p a b c d e f g
