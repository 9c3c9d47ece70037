# shells: bash
read -n 3 x <<<abcdef; echo "$x" $?; read -N 3 y <<<ab; echo "[$y]" $?; read -n 5 z <<<ab; echo "[$z]" $?
read -N 4 w <<<$'a\nbc'; echo "[$w]"; read -n 0 v <<<abc; echo "[$v]" $?
{ read -n 2 a; read -n 2 b; echo $a $b; } <<<wxyz
