# shells: bash
[[ {a,b} == '{a,b}' ]] && echo no brace expansion
[[ a#b == a#b ]] && echo hash; [[ 'a;b' == a\;b ]] && echo semi
[[ "a
b" == a?b ]] && echo newline
