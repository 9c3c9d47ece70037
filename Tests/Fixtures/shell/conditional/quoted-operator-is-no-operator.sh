# shells: bash
[[ a "==" a ]]; echo $?
