# shells: ash
x="a b"; touch f1 f2
[[ $x ]] && echo 1; [[ -n $x ]] && echo 2; [[ -f f* ]] && echo 3; [[ $nothing ]] || echo 4
[[ $nothing == "" ]] && echo 5
