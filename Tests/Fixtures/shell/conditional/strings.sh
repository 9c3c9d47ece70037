# shells: bash
x="a b"; e=
[[ $x == "a b" ]] && echo eq; [[ $x = a\ b ]] && echo eq1; [[ $x != ab ]] && echo ne
[[ $e ]] || echo empty; [[ -z $e ]] && echo z; [[ -n $x ]] && echo n; [[ $u ]] || echo unset
[[ a < b ]] && echo lt; [[ b > a ]] && echo gt; [[ B < a ]] && echo bytes; [[ 10 < 9 ]] && echo text order
