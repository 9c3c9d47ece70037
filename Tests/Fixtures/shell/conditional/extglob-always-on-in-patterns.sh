# shells: bash
shopt extglob
[[ foobar == foo@(bar|baz) ]] && echo 1; [[ foo == !(bar) ]] && echo 2; [[ aaa == +(a) ]] && echo 3
[[ "" == *(x) ]] && echo 4; [[ ab == a?(b) ]] && echo 5; p='@(a|b)c'; [[ bc == $p ]] && echo 6
