# shells: bash
a=(x ""); unset b
[ -v a ] && echo a; [ -v 'a[1]' ] && echo a1; [ -v 'a[2]' ] || echo no a2
[[ -v b ]] || echo no b; c=(); [[ -v c ]] || echo no c; [[ -v c[@] ]] || echo 'no c@'
[[ -v a[@] ]] && echo 'a@'; d=([1]=y); [[ -v d ]] || echo no d
