# shells: ash
x="a b"; e=
[[ $x == "a b" ]] && echo 1; [[ foo.c == *.c ]] && echo 2; [[ foo.c == "*.c" ]] || echo 3
[[ a == a && b == b ]] && echo 4; [[ a == b || b == b ]] && echo 5; [[ ! a == b ]] && echo 6
[[ a \< b ]] && echo 8; [[ -n $x && -z $e ]] && echo 9; [[ "$x" == "a b" ]] && echo 10
[[ -n "$x" && -z "$e" ]] && echo 11; [[ $x = a* ]] && echo 12; [[ 3 -lt 5 ]] && echo 13; [[ -d . ]] && echo 14
