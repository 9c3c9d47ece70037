# shells: bash
touch a b
x='a b  c'; [[ $x = 'a b  c' ]] && echo kept
y='*'; [[ $y == '*' ]] && echo star; [[ -n $x && -n $y ]] && echo both
[[ -f $u ]] || echo no file; [[ $u == "" ]] && echo empty
