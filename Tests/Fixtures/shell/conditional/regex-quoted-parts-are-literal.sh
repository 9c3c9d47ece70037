# shells: bash
[[ a.c =~ a.c ]] && echo 1; [[ abc =~ a"."c ]] || echo 2; [[ a.c =~ a"."c ]] && echo 3; [[ abc =~ a\.c ]] || echo 4
r='a.c'; [[ abc =~ $r ]] && echo 5; [[ abc =~ "$r" ]] || echo 6; r='^(a|b)+$'; [[ abab =~ $r ]] && echo 7
[[ 'a b' =~ a\ b ]] && echo 8; [[ 'a b' =~ 'a b' ]] && echo 9; [[ '$x' =~ ^\$x$ ]] && echo 10
