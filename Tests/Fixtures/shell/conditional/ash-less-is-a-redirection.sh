# shells: ash
echo text >b
[[ a < b ]] && echo 1
[[ a < none ]] && echo 2
[[ b > a ]] && echo 3
