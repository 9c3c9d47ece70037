# shells: ash
[[ a == a ]]; echo $?; [[ abc == a* ]]; echo $?; x='a b'; [[ -n $x && a < b ]]; echo $?
