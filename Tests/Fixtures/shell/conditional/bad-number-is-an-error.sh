# shells: bash
[[ 1x -eq 1 ]]; echo $?
[[ "1 2" -eq 1 ]]; echo $?
[[ 08 -eq 8 ]]; echo $?
