# shells: bash
read -a a <<<"x  y z"; declare -p a; IFS=: read -r -a b <<<"p::q:"; declare -p b
read -a c </dev/null; echo $? ${#c[@]}; read -a d <<<'*'; echo "${d[0]}"
